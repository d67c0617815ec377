/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "checker/engine/trace.h"

#include <string.h>

#define MAX_DEPTH 8

static void say_unknown(struct dl_tracer *t)
{
	struct dl_origin o = { .kind = DL_ORIGIN_UNKNOWN };

	t->found(t->arg, &o);
}

static void say_place(struct dl_tracer *t, const char *record, const char *field)
{
	struct dl_origin o = { .kind = DL_ORIGIN_PLACE, .place = { record, field } };

	t->found(t->arg, &o);
}

/* One step further; false: too far, which was said. */
static bool enter(struct dl_tracer *t)
{
	if (t->depth >= MAX_DEPTH || !t->budget) {
		say_unknown(t);
		return false;
	}
	t->budget--;
	t->depth++;
	return true;
}

/* ---- instructions of a function, or of all that call it -------------------------------------- */

typedef void (*each_instr)(struct dl_tracer *t, const struct dl_func *func,
			   const struct dl_instr *in, const void *arg);

static void each_in(struct dl_tracer *t, const struct dl_func *func, each_instr f, const void *arg)
{
	dl_for_each_instr(in, func)
		f(t, func, in, arg);
}

struct wanted {			/* a question about a parameter, a local, or a result */
	const struct dl_func *func;
	const struct dl_local *local;
	bool memory;		/* asked for the memory it points to, not for the value */
	bool *any;
};

static void trace(struct dl_tracer *t, const struct dl_func *func, const struct dl_operand *op,
		  bool memory)
{
	if (memory)
		dl_trace_memory(t, func, op);
	else
		dl_trace_value(t, func, op);
}

static void in_caller(struct dl_tracer *t, const struct dl_func *caller, const struct dl_instr *in,
		      const void *arg)
{
	const struct wanted *w = arg;
	const struct dl_decl *callee = dl_callee(in);

	if (!callee || strcmp(callee->name, w->func->name) != 0 ||
	    dl_facts_body(t->facts, callee, caller->unit) != w->func ||
	    in->nops <= w->local->id + 1)
		return;
	*w->any = true;
	trace(t, caller, &in->ops[w->local->id + 1], w->memory);
}

/* What callers pass: all are in the module, but for those that have a pointer to the function. */
static void trace_param(struct dl_tracer *t, const struct dl_func *func,
			const struct dl_local *param, bool memory)
{
	bool any = false;
	struct wanted w = { func, param, memory, &any };

	if (dl_facts_address_taken(t->facts, func))
		say_unknown(t);
	for (size_t u = 0; u < t->nunits; u++)
		for (size_t i = 0; i < t->units[u]->nfuncs; i++)
			each_in(t, t->units[u]->funcs[i], in_caller, &w);
	if (!any)
		say_unknown(t);
}

static bool is_address_of(const struct dl_operand *op, const struct dl_local *local)
{
	return op->kind == DL_OPERAND_LOCAL && op->local == local;
}

/* Who is given the address of a local writes to it: an allocator of the API, or who knows. */
static void passed_by_address(struct dl_tracer *t, const struct dl_func *func,
			      const struct dl_instr *call, size_t n);

static void into_local(struct dl_tracer *t, const struct dl_func *func, const struct dl_instr *in,
		       const void *arg)
{
	const struct wanted *w = arg;

	if (in->op == DL_OP_STORE && is_address_of(&in->ops[0], w->local)) {
		*w->any = true;
		trace(t, func, &in->ops[1], w->memory);
	}
	for (size_t i = 1; in->op == DL_OP_CALL && i < in->nops; i++)
		if (is_address_of(&in->ops[i], w->local)) {
			*w->any = true;
			passed_by_address(t, func, in, i - 1);
		}
}

static void trace_local(struct dl_tracer *t, const struct dl_func *func,
			const struct dl_local *local, bool memory)
{
	bool any = false;
	struct wanted w = { func, local, memory, &any };

	each_in(t, func, into_local, &w);
	if (local->is_param)
		trace_param(t, func, local, memory);
}

/* ---- calls ----------------------------------------------------------------------------------- */

static void through_param(struct dl_tracer *t, const struct dl_func *func,
			  const struct dl_instr *in, const void *arg)
{
	const struct wanted *w = arg;
	const struct dl_instr *pointer;

	if (in->op == DL_OP_STORE && in->ops[0].kind == DL_OPERAND_VALUE) {
		pointer = in->ops[0].value;
		if (pointer->op == DL_OP_LOAD && is_address_of(&pointer->ops[0], w->local))
			dl_trace_value(t, func, &in->ops[1]);
	}
	for (size_t i = 1; in->op == DL_OP_CALL && i < in->nops; i++) {
		pointer = in->ops[i].kind == DL_OPERAND_VALUE ? in->ops[i].value : NULL;
		if (pointer && pointer->op == DL_OP_LOAD &&
		    is_address_of(&pointer->ops[0], w->local))
			passed_by_address(t, func, in, i - 1);
	}
}

static void passed_by_address(struct dl_tracer *t, const struct dl_func *func,
			      const struct dl_instr *call, size_t n)
{
	const struct dl_decl *decl = dl_callee(call);
	const struct dl_api *api = dl_call_api(call);
	const struct dl_func *body = decl ? dl_facts_body(t->facts, decl, func->unit) : NULL;
	struct wanted w = { body, NULL, false, NULL };

	if (api || !enter(t))		/* memory of dma_alloc_*: not a mapping */
		return;
	if (!body || n >= body->nparams) {
		say_unknown(t);
	} else {
		w.local = body->locals[n];
		each_in(t, body, through_param, &w);
	}
	t->depth--;
}

static void returned(struct dl_tracer *t, const struct dl_func *func, const struct dl_instr *in,
		     const void *arg)
{
	if (in->op == DL_OP_RET && in->nops)
		trace(t, func, &in->ops[0], *(const bool *)arg);
}

/* virt_to_phys(p), page_to_phys(page): a number made of an address, not one that was kept there. */
static bool counts_from_address(const struct dl_instr *in)
{
	for (size_t i = 1; i < in->nops; i++)
		if (in->ops[i].type && in->ops[i].type->kind == DL_TYPE_POINTER)
			return in->type->kind == DL_TYPE_INT;
	return false;
}

static void trace_call(struct dl_tracer *t, const struct dl_func *func, const struct dl_instr *in,
		       bool memory)
{
	const struct dl_decl *decl = dl_callee(in);
	const struct dl_api *api = dl_call_api(in);
	const struct dl_kernel_function *k = decl && !api ? dl_kernel_find(decl->name) : NULL;
	const struct dl_func *body = decl && !api && !k ? dl_facts_body(t->facts, decl, func->unit)
							: NULL;
	struct dl_origin o = { .kind = DL_ORIGIN_MAP, .map = in };

	if (api && api->action == DL_ACT_ACQUIRE && !memory)
		t->found(t->arg, &o);
	else if (k && k->action == DL_KERNEL_PURE && !memory && counts_from_address(in))
		say_unknown(t);
	else if (k && (k->action == DL_KERNEL_PURE || k->action == DL_KERNEL_SAME ||
		       k->action == DL_KERNEL_SWAP))
		for (size_t i = 1; i < in->nops; i++)
			trace(t, func, &in->ops[i], memory);
	else if (body)
		each_in(t, body, returned, &memory);
	else
		say_unknown(t);
}

/* ---- values and memory ----------------------------------------------------------------------- */

void dl_trace_value(struct dl_tracer *t, const struct dl_func *func, const struct dl_operand *op)
{
	const struct dl_instr *in;

	if (op->kind != DL_OPERAND_VALUE || !enter(t))
		return;
	in = op->value;
	switch (in->op) {
	case DL_OP_LOAD:
		if (in->ops[0].kind == DL_OPERAND_LOCAL)
			trace_local(t, func, in->ops[0].local, false);
		else
			dl_trace_memory(t, func, &in->ops[0]);
		break;
	case DL_OP_CAST:
	case DL_OP_BIN:
		for (size_t i = 0; i < in->nops; i++)
			dl_trace_value(t, func, &in->ops[i]);
		break;
	case DL_OP_CALL:
		trace_call(t, func, in, false);
		break;
	case DL_OP_OPAQUE:
		say_unknown(t);
		break;
	default:
		break;
	}
	t->depth--;
}

/* The structure that put_unaligned() and its kin make of any address. */
static bool is_made_up(const struct dl_type *record)
{
	return !strncmp(record->name, "struct (", strlen("struct (")) && record->nfields == 1 &&
	       !strcmp(record->fields[0].name, "x");
}

static void trace_pointer(struct dl_tracer *t, const struct dl_func *func,
			  const struct dl_instr *in)
{
	switch (in->op) {
	case DL_OP_FIELD:
		if (is_made_up(in->record)) {
			say_unknown(t);
			break;
		}
		say_place(t, in->record->name, in->record->is_union
						       ? "*"	/* its members are one */
						       : in->record->fields[in->field].name);
		break;
	case DL_OP_INDEX:
	case DL_OP_CAST:
		dl_trace_memory(t, func, &in->ops[0]);
		break;
	case DL_OP_LOAD:	/* an array that a member points to is that member */
		if (in->ops[0].kind == DL_OPERAND_LOCAL)
			trace_local(t, func, in->ops[0].local, true);
		else
			dl_trace_memory(t, func, &in->ops[0]);
		break;
	case DL_OP_CALL:
		trace_call(t, func, in, true);
		break;
	default:
		say_unknown(t);
		break;
	}
}

void dl_trace_memory(struct dl_tracer *t, const struct dl_func *func, const struct dl_operand *op)
{
	if (!enter(t))
		return;
	if (op->kind == DL_OPERAND_VALUE)
		trace_pointer(t, func, op->value);
	else if (op->kind == DL_OPERAND_GLOBAL)
		say_place(t, "", op->global->name);
	else if (op->kind == DL_OPERAND_LOCAL)	/* an array: a place like a member */
		say_place(t, func->name, op->local->name);
	else if (op->kind != DL_OPERAND_INT)
		say_unknown(t);
	t->depth--;
}
