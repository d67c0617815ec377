/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory of usb_alloc_coherent() of which only an URB knows, and the driver drops the URB: it submits
 * it, gives up its own reference, and leaves the last one to the USB core, which frees the URB and not
 * what it points to (Documentation/driver-api/usb/dma.rst; drivers/usb/core/urb.c, urb_destroy()).
 *
 * Within one function, without paths: allocated for the URB's transfer_dma, filled in with a
 * callback that comes to no release, submitted, and from there usb_free_urb() is reached without a
 * release in between. Pointer and handle must not be kept anywhere else.
 */
#include "checker/engine/impl.h"

#include <string.h>

struct drop {
	struct dl_engine *engine;
	const struct dl_func *func;
	const struct dl_instr *alloc;
	const struct dl_local *urb, *buffer;	/* that hold the URB, and what was allocated */
};

/* The variable by way of which op is the address of a member of an URB; NULL if it is none. */
static const struct dl_local *urb_of(const struct dl_operand *op, const char *member)
{
	const struct dl_instr *in;

	op = dl_ir_uncast(op);
	in = op->kind == DL_OPERAND_VALUE ? op->value : NULL;
	if (!in || in->op != DL_OP_FIELD || strcmp(in->record->name, "struct urb") != 0 ||
	    (member && strcmp(in->record->fields[in->field].name, member) != 0))
		return NULL;
	return dl_ir_loaded_from(&in->ops[0]);
}

static bool is_call_about(const struct dl_instr *in, const char *name, const struct dl_local *urb)
{
	const struct dl_decl *d = dl_callee(in);

	return d && !strncmp(d->name, name, strlen(name)) && in->nops > 1 &&
	       dl_ir_loaded_from(&in->ops[1]) == urb;
}

static bool is_release(const struct dl_instr *in)
{
	const struct dl_api *api = dl_call_api(in);

	return api && api->action == DL_ACT_RELEASE;
}

/* From the submission on, the URB is dropped with no release on the way. */
static bool is_dropped_from(const struct drop *d, const struct dl_block *b, size_t first,
			    bool *seen)
{
	const struct dl_instr *t = dl_ir_terminator(b);

	for (size_t i = first; i < b->ninstrs; i++) {
		if (is_release(b->instrs[i]) || b->instrs[i] == d->alloc)
			return false;
		if (is_call_about(b->instrs[i], "usb_free_urb", d->urb))
			return true;
	}
	for (size_t i = 0; i < t->ntargets; i++) {
		if (seen[t->targets[i]->id])
			continue;
		seen[t->targets[i]->id] = true;
		if (is_dropped_from(d, t->targets[i], 0, seen))
			return true;
	}
	return false;
}

/* The callback undoes nothing: it has a body here, which was lowered if it comes to the API. */
static bool is_idle(const struct drop *d, const struct dl_operand *op)
{
	int reach;

	op = dl_ir_uncast(op);
	if (op->kind != DL_OPERAND_FUNCTION || !op->decl->defined)
		return false;
	reach = dl_facts_reach(d->engine->facts, op->decl, d->func->unit);
	return reach < 0 || !(reach & DL_REACH_RELEASE);
}

static bool has_idle_callback(const struct drop *d, const struct dl_instr *fill)
{
	bool any = false;

	for (size_t i = 2; i < fill->nops; i++) {
		if (dl_ir_uncast(&fill->ops[i])->kind != DL_OPERAND_FUNCTION)
			continue;
		if (!is_idle(d, &fill->ops[i]))
			return false;
		any = true;
	}
	return any;
}

static bool reads_handle(const struct drop *d, const struct dl_operand *op)
{
	return op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_LOAD &&
	       urb_of(&op->value->ops[0], "transfer_dma") == d->urb;
}

/* Is what was allocated told to anybody but the URB? */
static bool is_told(const struct drop *d, const struct dl_instr *in)
{
	const struct dl_decl *callee = dl_callee(in);

	if (in->op == DL_OP_STORE)
		return (dl_ir_loaded_from(&in->ops[1]) == d->buffer ||
			reads_handle(d, dl_ir_uncast(&in->ops[1]))) &&
		       in->ops[0].kind != DL_OPERAND_LOCAL && !urb_of(&in->ops[0], NULL);
	if (in->op != DL_OP_CALL || dl_call_api(in) || (callee && dl_kernel_find(callee->name)))
		return false;
	for (size_t i = 1; i < in->nops; i++)
		if (dl_ir_loaded_from(&in->ops[i]) == d->buffer)
			return true;
	return false;
}

static void judge(const struct drop *d)
{
	const struct dl_func *f = d->func;
	struct dl_arena *arena = dl_arena_new();
	bool *seen = DL_NEW_ARRAY(arena, bool, f->nblocks);
	const struct dl_instr *submit = NULL;
	bool idle = false, told = false;

	for (size_t b = 0; b < f->nblocks; b++)
		for (size_t i = 0; i < f->blocks[b]->ninstrs; i++) {
			const struct dl_instr *in = f->blocks[b]->instrs[i];

			told |= is_told(d, in);
			if (is_call_about(in, "usb_fill_", d->urb))
				idle = has_idle_callback(d, in);
			if (is_call_about(in, "usb_submit_urb", d->urb) &&
			    is_dropped_from(d, f->blocks[b], i + 1, seen))
				submit = in;
		}
	dl_arena_free(arena);
	if (idle && submit && !told)
		dl_report_after(d->engine, DL_RULE_COHERENT_LEAK, f->unit, d->alloc->loc, f->name,
				DL_STEP_KEPT, f->unit, submit->loc,
				"the URB is handed to the USB core here, and dropped behind that",
				"only the URB knows of what %s() allocates, and it is left to the "
				"USB core, which does not free that",
				dl_call_name(d->alloc));
}

static void look_at(struct dl_engine *e, const struct dl_func *f, const struct dl_instr *in)
{
	struct drop d = { .engine = e, .func = f, .alloc = in };
	const struct dl_decl *callee = dl_callee(in);

	if (!callee || strcmp(callee->name, "usb_alloc_coherent") != 0 || in->nops < 5)
		return;
	d.urb = urb_of(&in->ops[4], "transfer_dma");
	for (size_t i = 0; i < in->block->ninstrs; i++) {
		const struct dl_instr *store = in->block->instrs[i];

		if (store->op == DL_OP_STORE && store->ops[0].kind == DL_OPERAND_LOCAL &&
		    dl_ir_is_result(&store->ops[1], in))
			d.buffer = store->ops[0].local;
	}
	if (d.urb && d.buffer)
		judge(&d);
}

void dl_urbs_finish(struct dl_engine *e)
{
	for (size_t u = 0; u < e->nunits; u++)
		for (size_t i = 0; i < e->units[u]->nfuncs; i++) {
			const struct dl_func *f = e->units[u]->funcs[i];

			dl_for_each_instr(in, f)
				look_at(e, f, in);
		}
}
