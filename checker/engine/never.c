/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Unmaps and syncs of what was never mapped: the map stands behind a condition, the unmap does not. On the
 * path without the map the variable still holds 0, or nothing at all.
 *
 * Only variables and members that the unmap names itself, and only unmaps that no condition of their
 * own guards: behind one, the driver may well know, by a question that we cannot answer twice alike.
 */
#include "checker/engine/impl.h"

#include <string.h>

/* A variable of the function, or a member that is reached without going through an array. */
static bool is_named(const struct dl_operand *op)
{
	const struct dl_instr *in;

	op = dl_ir_uncast(op);
	if (op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD)
		return false;
	op = &op->value->ops[0];
	while (op->kind == DL_OPERAND_VALUE) {
		in = op->value;
		if (in->op != DL_OP_FIELD && in->op != DL_OP_LOAD)
			return false;
		op = &in->ops[0];
	}
	return op->kind == DL_OPERAND_LOCAL;
}

static bool leads_to(const struct dl_block *from, const struct dl_block *to)
{
	const struct dl_instr *t = dl_ir_terminator(from);

	for (size_t i = 0; i < t->ntargets; i++)
		if (t->targets[i] == to)
			return true;
	return false;
}

static bool maps(const struct dl_block *b)
{
	for (size_t k = 0; k < b->ninstrs; k++) {
		const struct dl_api *api = dl_call_api(b->instrs[k]);

		if (api && api->action == DL_ACT_ACQUIRE && api->machine == DL_MACHINE_STREAMING)
			return true;
	}
	return false;
}

/* "if (x) { map; if (it failed) return; } unmap": both sides of the question get to the unmap. */
static bool is_side_of_map(const struct dl_instr *question, const struct dl_block *b)
{
	for (size_t i = 0; i < question->ntargets; i++)
		if (maps(question->targets[i]) && leads_to(question->targets[i], b))
			return true;
	return false;
}

/* "if (failed) return": nothing is asked about b, the other side only leaves the function. */
static bool is_way_out(struct dl_run *run, const struct dl_instr *question,
		       const struct dl_block *b)
{
	size_t n = run->func->nblocks;
	bool *here, *there;

	if (question->op != DL_OP_BRANCH || question->ntargets != 2)
		return false;
	here = DL_NEW_ARRAY(run->analysis->arena, bool, n);
	there = DL_NEW_ARRAY(run->analysis->arena, bool, n);
	dl_flow_mark(b, here);
	dl_flow_mark(question->targets[question->targets[0] == b], there);
	for (size_t i = 0; i < n; i++)
		if (here[i] && there[i])
			return false;
	return true;
}

/* "while (readl(status) & BUSY) cpu_relax();": what comes behind it is reached as surely as it is itself. */
static bool turns_to(const struct dl_block *loop, const struct dl_block *body)
{
	return leads_to(body, loop) && (body == loop || dl_ir_terminator(body)->op == DL_OP_JUMP);
}

static bool is_wait(const struct dl_block *b)
{
	const struct dl_instr *t = dl_ir_terminator(b);

	return t->op == DL_OP_BRANCH && t->ntargets == 2 &&
	       (turns_to(b, t->targets[0]) || turns_to(b, t->targets[1]));
}

/* The only block that leads to b, turns of b itself aside; NULL: none, or several. */
static const struct dl_block *only_way_to(const struct dl_func *func, const struct dl_block *b)
{
	const struct dl_block *way = NULL;

	for (size_t i = 0; i < func->nblocks; i++) {
		const struct dl_block *from = func->blocks[i];

		if (!leads_to(from, b) || (is_wait(b) && leads_to(b, from) && turns_to(b, from)))
			continue;
		if (way)
			return NULL;
		way = from;
	}
	return way;
}

/* Waits in front of the block ask nothing about what it does: the block, or the first of theirs. */
static const struct dl_block *before_waits(const struct dl_func *func, const struct dl_block *b)
{
	const struct dl_block *wait, *from;

	while ((wait = only_way_to(func, b)) && is_wait(wait) && !turns_to(wait, b)) {
		from = only_way_to(func, wait);
		if (!from || dl_ir_terminator(from)->op != DL_OP_JUMP)
			return wait;
		b = from;
	}
	return b;
}

/* "if (x || y) unmap(..)", "case 1: unmap(..)": all ways to the block are sides of a choice. */
static bool is_guarded(struct dl_run *run, const struct dl_block *b)
{
	const struct dl_func *func = run->func;

	b = before_waits(func, b);
	for (size_t i = 0; i < func->nblocks; i++) {
		const struct dl_instr *t = dl_ir_terminator(func->blocks[i]);

		if (leads_to(func->blocks[i], b) && !(is_wait(b) && leads_to(b, func->blocks[i])) &&
		    (t->op == DL_OP_JUMP || is_side_of_map(t, b) || is_way_out(run, t, b)))
			return false;
	}
	return b->id != 0;
}

static const struct dl_operand *handle_operand(const struct dl_call_args *a)
{
	for (size_t i = 0; i < a->api->nargs && i + 1 < a->in->nops; i++)
		if (a->api->args[i] == DL_ROLE_HANDLE)
			return &a->in->ops[i + 1];
	return NULL;
}

/* What the variable holds since the function began. */
static bool is_uninitialised(const struct dl_value *v)
{
	return v->kind == DL_V_INIT && v->a->kind == DL_V_LOCAL && !v->b;
}

/* virt_to_phys(buf): where the memory is for the CPU. What the device sees is for a map to say. */
static bool is_physical(const struct dl_value *v)
{
	static const char *const functions[] = { "virt_to_phys", "page_to_phys", "__pa" };

	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (v->kind == DL_V_APPLY && !strcmp(v->p, functions[i]))
			return true;
	return false;
}

/*
 * Code that maps somewhere in the file may have seen to it that both addresses are equal: page tables
 * of IOMMUs are kept that way.
 */
static bool maps_anything(const struct dl_unit *unit)
{
	for (size_t i = 0; i < unit->ndecls; i++) {
		const struct dl_decl *d = unit->decls[i];
		const struct dl_api *api = dl_api_find(d->name, d->nparams);

		if (api && api->action == DL_ACT_ACQUIRE && api->machine == DL_MACHINE_STREAMING)
			return true;
	}
	return false;
}

/*
 * Of an array, by way of a parameter. Which elements a loop has mapped is known for all of them
 * together; what one of them holds is what it began with, or was mapped since.
 */
static bool is_in_element(struct dl_run *run, struct dl_path_state *s, const struct dl_operand *op)
{
	const struct dl_value *addr;

	while (op->value->op == DL_OP_CAST)
		op = &op->value->ops[0];
	addr = dl_eval_operand(run, s, &op->value->ops[0]);
	while (addr && addr->kind == DL_V_FIELD)
		addr = addr->a;
	return addr && addr->kind == DL_V_INDEX;
}

/* What it is instead of a DMA address, in words; NULL: it may well be one. */
static const char *no_handle(struct dl_run *run, struct dl_path_state *s,
			     const struct dl_call_args *a)
{
	const struct dl_operand *op = handle_operand(a);
	const struct dl_value *h;
	const char *what = NULL;
	int64_t imm;

	if (a->api->machine != DL_MACHINE_STREAMING || !op || !is_named(op))
		return NULL;
	h = dl_state_settle(s, run->analysis->values, a->by_role[DL_ROLE_HANDLE]);
	if (dl_value_is_const(h, &imm) && imm == 0)
		what = "is 0";
	else if (is_uninitialised(h))
		what = "was never set";
	return what && !is_guarded(run, a->in->block) && !is_in_element(run, s, op) ? what : NULL;
}

void dl_check_never_mapped(struct dl_run *run, struct dl_path_state *s,
			   const struct dl_call_args *a)
{
	const char *what = no_handle(run, s, a);

	if (what)
		dl_report(run, s, DL_RULE_UNMAP_NEVER_MAPPED,
			  dl_rule_info(DL_RULE_UNMAP_NEVER_MAPPED)->confidence, run->func->unit,
			  a->in->loc, NULL,
			  "%s() of a handle that %s on this path: nothing has been mapped",
			  dl_call_name(a->in), what);
}

void dl_check_sync_unmapped(struct dl_run *run, struct dl_path_state *s,
			    const struct dl_call_args *a)
{
	const struct dl_value *h = a->by_role[DL_ROLE_HANDLE];
	const char *what = no_handle(run, s, a);

	if (what)
		dl_report(run, s, DL_RULE_SYNC_UNMAPPED,
			  dl_rule_info(DL_RULE_SYNC_UNMAPPED)->confidence, run->func->unit,
			  a->in->loc, NULL,
			  "%s() of a handle that %s on this path: nothing has been mapped",
			  dl_call_name(a->in), what);
	else if (h && is_physical(h) && !maps_anything(run->func->unit))
		dl_report(run, s, DL_RULE_SYNC_UNMAPPED,
			  dl_rule_info(DL_RULE_SYNC_UNMAPPED)->confidence, run->func->unit,
			  a->in->loc, NULL,
			  "%s() of a physical address, which no map has returned [address=%s]",
			  dl_call_name(a->in), dl_text(run, h));
}
