/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Syncs that go one way only. A mapping changes hands twice: for the CPU before it looks, for the
 * device before that goes on (dma-api.rst part Id, dma-api-howto.rst). With one direction, only one
 * of the two moves data: for_cpu what the device has written (DMA_FROM_DEVICE), for_device what the
 * CPU has written (DMA_TO_DEVICE). The other one is harmless beside it, and wrong without it.
 *
 * With both directions, both are needed where a buffer goes back and forth; memory of
 * dma_alloc_noncoherent() and its kin needs them, too.
 *
 * One function rarely shows both, so all syncs of a module are collected by the member that keeps the
 * handle or the list, and judged when all functions are walked.
 */
#include "checker/engine/impl.h"

#include <string.h>

enum way { FOR_CPU, FOR_DEVICE };

struct sync {			/* one place that syncs, in a direction that is a constant */
	const struct dl_instr *at;
	const struct dl_unit *unit;
	const char *function;
	const char *record, *field;	/* that keeps what is synced; NULL: nobody knows */
	bool in_header;
	enum way way;
	int64_t dir;			/* UNKNOWN: chosen at run time */
	struct sync *next;
};

#define UNKNOWN (-1)

struct need {			/* a place that allocates memory that needs syncs */
	const struct dl_instr *at;
	struct sync key;	/* where its handle is kept */
	struct need *next;
};

struct dl_syncs {
	struct dl_arena *arena;
	struct sync *all;
	struct need *needs;
};

struct dl_syncs *dl_syncs_new(struct dl_arena *arena)
{
	struct dl_syncs *y = DL_NEW(arena, struct dl_syncs);

	y->arena = arena;
	return y;
}

/* ---- collected ------------------------------------------------------------------------------- */

/*
 * Entries of lists are everybody's: what one function puts there says nothing of another list.
 * Records without a name are parts of one.
 */
static const struct dl_value *own_member(const struct dl_value *addr)
{
	const struct dl_value *at = dl_field_address(addr);
	const char *record;

	if (!at || dl_value_root(at)->kind == DL_V_LOCAL)
		return NULL;
	record = ((const struct dl_type *)at->p)->name;
	return strcmp(record, "struct scatterlist") && !strstr(record, " (") ? at : NULL;
}

/*
 * The member of a structure that the value was read from, offsets and masks taken off. Of two in a
 * sum, one is the offset: which, is not known here.
 */
static const struct dl_value *kept_at(const struct dl_value *v)
{
	const struct dl_value *x, *y;

	if (!v)
		return NULL;
	if (v->kind == DL_V_FIELD)
		return own_member(v);
	if (v->kind == DL_V_INIT)
		return v->type && v->type->kind == DL_TYPE_RECORD ? NULL : own_member(v->a);
	if (v->kind != DL_V_BIN && v->kind != DL_V_CAST && v->kind != DL_V_INDEX)
		return NULL;
	x = kept_at(v->a);
	y = kept_at(v->b);
	return x && y ? NULL : x ? x : y;
}

/* What the call is about, as the driver keeps it. */
static const struct dl_value *place_of(const struct dl_object *o, const struct dl_call_args *a)
{
	static const enum dl_role roles[] = { DL_ROLE_HANDLE, DL_ROLE_SG, DL_ROLE_SGT };
	const struct dl_value *at;

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		at = kept_at(a->by_role[roles[i]]);
		if (at)
			return at;
	}
	return o && o->holder ? own_member(o->holder) : NULL;
}

/* The same handle, or the same part of it, is kept in another member, too. */
static bool is_kept_twice(const struct dl_path_state *s, const struct dl_value *handle,
			  const struct dl_value *place)
{
	const struct dl_value *other;

	for (size_t i = 0; handle && i < s->nbindings; i++) {
		other = s->bindings[i].value == handle ? own_member(s->bindings[i].addr) : NULL;
		if (other && strcmp(dl_value_field_name(other), dl_value_field_name(place)))
			return true;
	}
	return false;
}

static int64_t direction_of(const struct dl_call_args *a)
{
	int64_t dir;

	return dl_value_is_const(a->by_role[DL_ROLE_DIR], &dir) ? dir : UNKNOWN;
}

static bool is_same(const struct sync *a, const struct sync *b)
{
	return a->at == b->at && a->way == b->way && a->record == b->record &&
	       a->field == b->field && a->dir == b->dir;
}

static void note(struct dl_syncs *y, struct sync new)
{
	for (const struct sync *old = y->all; old; old = old->next)
		if (is_same(old, &new))
			return;
	new.next = y->all;
	y->all = DL_NEW(y->arena, struct sync);
	*y->all = new;
}

/* The sync that moves data in this direction; the other one alone does nothing. */
static bool needs(int64_t dir, enum way *way)
{
	*way = dir == DL_TO_DEVICE ? FOR_DEVICE : FOR_CPU;
	return dir == DL_TO_DEVICE || dir == DL_FROM_DEVICE;
}

void dl_syncs_seen(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		   const struct dl_call_args *a)
{
	struct dl_syncs *y = run->analysis->engine->syncs;
	const struct dl_value *place = place_of(o, a);
	struct sync new = { .at = a->in, .unit = run->func->unit, .function = run->func->name,
			  .dir = direction_of(a) };
	bool both;

	if (a->api->machine == DL_MACHINE_POOL || a->api->machine == DL_MACHINE_IOVA)
		return;
	new.way = a->api->action == DL_ACT_SYNC_CPU ? FOR_CPU : FOR_DEVICE;
	both = dl_sync_names_no_side(a->api) && !needs(new.dir, &new.way);
	new.in_header = run->func->in_header;
	if (place && !is_kept_twice(s, a->by_role[DL_ROLE_HANDLE], place)) {
		new.record = ((const struct dl_type *)place->p)->name;
		new.field = dl_value_field_name(place);
	}
	note(y, new);
	if (both) {
		new.way = FOR_DEVICE;
		note(y, new);
	}
}

/* "return dma_alloc_noncontiguous(...)": what callers in other files do with it is not seen. */
static bool is_returned(const struct dl_func *func, const struct dl_instr *call)
{
	for (size_t b = 0; b < func->nblocks; b++) {
		const struct dl_instr *ret = dl_ir_terminator(func->blocks[b]);

		if (!func->is_static && ret->op == DL_OP_RET && ret->nops &&
		    ret->ops[0].kind == DL_OPERAND_VALUE && ret->ops[0].value == call)
			return true;
	}
	return false;
}

void dl_syncs_needed(struct dl_run *run, const struct dl_object *o)
{
	struct dl_syncs *y = run->analysis->engine->syncs;
	const struct dl_value *place = o->handle_place ? own_member(o->handle_place) : NULL;
	struct need *n;

	if (is_returned(run->func, o->site))
		return;
	for (n = y->needs; n; n = n->next)
		if (n->at == o->site)
			return;
	n = DL_NEW(y->arena, struct need);
	*n = (struct need){ .at = o->site, .next = y->needs };
	n->key = (struct sync){ .at = o->site, .unit = run->func->unit,
				.function = run->func->name, .in_header = run->func->in_header };
	if (place) {
		n->key.record = ((const struct dl_type *)place->p)->name;
		n->key.field = dl_value_field_name(place);
	}
	y->needs = n;
}

/* ---- in one function ------------------------------------------------------------------------- */

/* All syncs of the function are for one side: returns the first of them, else NULL. */
static const struct dl_instr *only_sync(const struct dl_func *func, enum dl_action action)
{
	const struct dl_instr *found = NULL;

	dl_for_each_instr(in, func) {
		const struct dl_api *api = dl_call_api(in);

		if (!api || (api->action != DL_ACT_SYNC_CPU &&
			     api->action != DL_ACT_SYNC_DEVICE))
			continue;
		if (api->action != action || dl_sync_names_no_side(api))
			return NULL;
		found = found ? found : in;
	}
	return found;
}

/* The direction of a call, if it is written there as a constant. */
static bool has_direction(const struct dl_instr *call, enum dl_direction dir)
{
	const struct dl_operand *op = dl_call_operand(dl_call_api(call), call, DL_ROLE_DIR);

	return op && op->kind == DL_OPERAND_INT && op->imm == (int64_t)dir;
}

/*
 * The CPU touched the buffer and no sync has seen to that: did the function mean to, and name the
 * wrong side? Then that is the mistake, and is said instead.
 */
bool dl_sync_went_wrong(struct dl_run *run, const struct dl_path_state *s,
			const struct dl_object *o, enum dl_direction dir)
{
	bool to_device = dir == DL_TO_DEVICE;
	const struct dl_instr *at =
		only_sync(run->func, to_device ? DL_ACT_SYNC_CPU : DL_ACT_SYNC_DEVICE);
	int64_t mapped;

	if (!at || !has_direction(at, dir) || dl_call_api(at)->machine != o->api->machine ||
	    !o->dir || !dl_value_is_const(o->dir, &mapped) || mapped != (int64_t)dir)
		return false;
	dl_report(run, s, DL_RULE_SYNC_WRONG_WAY, dl_rule_info(DL_RULE_SYNC_WRONG_WAY)->confidence,
		  run->func->unit, at->loc, o,
		  "%s() with %s moves no data, and nothing in this function syncs for the %s",
		  dl_call_name(at), dl_direction_name(dir), to_device ? "device" : "CPU");
	return true;
}

/* ---- judged ---------------------------------------------------------------------------------- */

/* A member that no map is seen to fill may hold a copy of one that another sync is about. */
static bool may_be_the_same(const struct dl_engine *e, const struct sync *a, const struct sync *b)
{
	if (!dl_same_module(dl_module_of(a->unit), dl_module_of(b->unit)))
		return false;
	if (!a->field || !b->field || !dl_field_is_mapped(e, a->unit, a->record, a->field) ||
	    !dl_field_is_mapped(e, b->unit, b->record, b->field))
		return true;
	return !strcmp(a->field, b->field) && !strcmp(a->record, b->record);
}

/* Somewhere in the module the needed sync is there, or may be. */
static bool has_other_half(const struct dl_engine *e, const struct sync *s, enum way needed)
{
	for (const struct sync *o = e->syncs->all; o; o = o->next)
		if (o->way == needed && may_be_the_same(e, s, o) &&
		    (o->dir == s->dir || o->dir == DL_BIDIRECTIONAL || o->dir == UNKNOWN))
			return true;
	return false;
}

bool dl_syncs_for_device(const struct dl_engine *e, const struct dl_unit *unit,
			 const char *record, const char *field)
{
	const struct sync key = { .unit = unit, .record = record, .field = field };

	for (const struct sync *o = e->syncs->all; o; o = o->next)
		if (o->way == FOR_DEVICE && may_be_the_same(e, &key, o))
			return true;
	return false;
}

/* The map was compared with it: another direction is the mistake, not the side. */
static bool is_said(const struct dl_engine *e, const struct sync *s)
{
	const struct dl_place *at = dl_ir_place(s->unit, s->at->loc);

	for (size_t i = 0; i < e->nfindings; i++)
		if (e->findings[i].rule == DL_RULE_SYNC_DIRECTION_MISMATCH &&
		    e->findings[i].line == at->line && !strcmp(e->findings[i].file, at->file))
			return true;
	return false;
}

static void judge(struct dl_engine *e, const struct sync *s)
{
	enum way needed;

	if (!s->field || s->in_header || !needs(s->dir, &needed) || s->way == needed ||
	    !dl_is_whole_module(e, s->unit) || has_other_half(e, s, needed) ||
	    dl_holders_say_written(e, s->at) || is_said(e, s))
		return;
	dl_report_pair(e, DL_RULE_SYNC_WRONG_WAY, s->unit, s->at->loc, s->function, NULL, 0, NULL,
		       "%s() with %s moves no data, and nothing in this module syncs '%s' of %s "
		       "for the %s",
		       dl_call_name(s->at), dl_direction_name(s->dir), s->field, s->record,
		       needed == FOR_CPU ? "CPU" : "device");
}

/* A buffer that goes both ways, and only ever this one. */
static void judge_both_ways(struct dl_engine *e, const struct sync *s)
{
	enum way other = s->way == FOR_CPU ? FOR_DEVICE : FOR_CPU;

	if (!s->field || s->in_header || s->dir != DL_BIDIRECTIONAL ||
	    !dl_alone_is_all_there(e, s->unit) || has_other_half(e, s, other))
		return;
	dl_report_pair(e, DL_RULE_BIDIRECTIONAL_SINGLE_SYNC, s->unit, s->at->loc, s->function, NULL,
		       0, NULL,
		       "%s() with DMA_BIDIRECTIONAL, and nothing in this module syncs '%s' of %s "
		       "for the %s",
		       dl_call_name(s->at), s->field, s->record,
		       other == FOR_CPU ? "CPU" : "device");
}

/* The member that the allocation's pointer is kept in; NULL: none, or not seen. */
static const struct dl_instr *pointer_kept_in(const struct dl_instr *alloc)
{
	for (size_t i = 0; i < alloc->block->ninstrs; i++) {
		const struct dl_instr *in = alloc->block->instrs[i];

		if (in->op == DL_OP_STORE && dl_ir_is_result(&in->ops[1], alloc))
			return dl_ir_member(&in->ops[0]);
	}
	return NULL;
}

static bool is_read_from(const struct dl_operand *op, const struct dl_instr *member)
{
	const struct dl_instr *from;

	op = dl_ir_uncast(op);
	from = op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_LOAD
		       ? dl_ir_member(&op->value->ops[0])
		       : NULL;
	return from && dl_ir_same_member(from, member);
}

/* "x->mem[0]", "memcpy(to, x->mem, n)" */
static bool touches(const struct dl_instr *in, const struct dl_instr *member)
{
	const struct dl_decl *callee = dl_callee(in);

	if (in->op == DL_OP_LOAD || in->op == DL_OP_STORE || in->op == DL_OP_INDEX ||
	    in->op == DL_OP_FIELD)
		return is_read_from(&in->ops[0], member);
	if (in->op != DL_OP_CALL || !callee ||
	    !(dl_kernel_find_as(callee->name, DL_KERNEL_READ_BUFFER) ||
	      dl_kernel_find_as(callee->name, DL_KERNEL_WRITE_BUFFER)))
		return false;
	for (size_t n = 1; n < in->nops; n++)
		if (is_read_from(&in->ops[n], member))
			return true;
	return false;
}

/* The file is no more than a sketch, but what the CPU does with the memory is in it. */
static bool is_seen_used(const struct dl_engine *e, const struct need *n)
{
	const struct dl_instr *member = pointer_kept_in(n->at);

	if (!member || !dl_alone_is_all_there(e, n->key.unit))
		return false;
	for (size_t i = 0; i < n->key.unit->nfuncs; i++)
		dl_for_each_instr(in, n->key.unit->funcs[i])
			if (touches(in, member))
				return true;
	return false;
}

static void judge_need(struct dl_engine *e, const struct need *n)
{
	if (n->key.in_header ||
	    (!dl_is_whole_module(e, n->key.unit) && !is_seen_used(e, n)))
		return;
	for (const struct sync *s = e->syncs->all; s; s = s->next)
		if (may_be_the_same(e, &n->key, s))
			return;
	dl_report_pair(e, DL_RULE_NONCOHERENT_NO_SYNC, n->key.unit, n->at->loc, n->key.function,
		       NULL, 0, NULL, "nothing in this module syncs the memory that %s() returns",
		       dl_call_name(n->at));
}

void dl_syncs_finish(struct dl_engine *e)
{
	for (const struct sync *s = e->syncs->all; s; s = s->next) {
		judge(e, s);
		judge_both_ways(e, s);
	}
	for (const struct need *n = e->syncs->needs; n; n = n->next)
		judge_need(e, n);
}
