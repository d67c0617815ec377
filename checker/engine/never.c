/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Unmaps of what was never mapped: the map stands behind a condition, the unmap does not. On the
 * path without the map the variable still holds 0, or nothing at all.
 *
 * Only variables and members that the unmap names itself, and only unmaps that no condition of their
 * own guards: behind one, the driver may well know, by a question that we cannot answer twice alike.
 */
#include "checker/engine/impl.h"

/* A variable of the function, or a member that is reached without going through an array. */
static bool is_named(const struct dl_operand *op)
{
	const struct dl_instr *in;

	while (op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_CAST)
		op = &op->value->ops[0];
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

/* "if (x || y) unmap(..)", "case 1: unmap(..)": all ways to the block are sides of a choice. */
static bool is_guarded(const struct dl_func *func, const struct dl_block *b)
{
	for (size_t i = 0; i < func->nblocks; i++) {
		const struct dl_instr *t = dl_ir_terminator(func->blocks[i]);

		if (t->op == DL_OP_JUMP && t->targets[0] == b)
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

void dl_check_never_mapped(struct dl_run *run, struct dl_path_state *s,
			   const struct dl_call_args *a)
{
	const struct dl_operand *op = handle_operand(a);
	const struct dl_value *h;
	int64_t imm;
	bool zero;

	if (a->api->machine != DL_MACHINE_STREAMING || !op || !is_named(op) ||
	    is_guarded(run->func, a->in->block))
		return;
	h = dl_state_settle(s, run->analysis->values, a->by_role[DL_ROLE_HANDLE]);
	zero = dl_value_is_const(h, &imm) && imm == 0;
	if (!zero && !is_uninitialised(h))
		return;
	dl_report(run, s, DL_RULE_UNMAP_NEVER_MAPPED,
		  dl_rule_info(DL_RULE_UNMAP_NEVER_MAPPED)->confidence, run->func->unit, a->in->loc,
		  NULL, "%s() of a handle that %s on this path: nothing has been mapped",
		  dl_call_name(a->in), zero ? "is 0" : "was never set");
}
