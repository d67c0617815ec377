/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Functions that nobody calls, in a file that is all there is: a test case, a driver of one file with
 * an exported function, a sketch. What such a function leaves in a structure when it fails, nobody
 * undoes. Of a module's other files only those functions are seen that get to a DMA function, so
 * callers there can't be ruled out.
 */
#include "checker/engine/impl.h"

#include <string.h>

static bool is_only_file(const struct dl_engine *e, const struct dl_unit *unit)
{
	for (size_t i = 0; i < e->nunits; i++)
		if (e->units[i] != unit &&
		    dl_same_module(dl_module_of(e->units[i]), dl_module_of(unit)))
			return false;
	return true;
}

/* A file that kbuild does not count to any module is all that there is. */
bool dl_alone_is_all_there(const struct dl_engine *e, const struct dl_unit *unit)
{
	return dl_is_whole_module(e, unit) ||
	       (!dl_module_of(unit).named && is_only_file(e, unit));
}

/*
 * Nobody in the only file of its module calls the function, and no table has it: who could undo what
 * it leaves when it fails?
 */
bool dl_alone_is_uncalled(const struct dl_run *run)
{
	const struct dl_engine *e = run->analysis->engine;

	return !run->caller && !run->func->is_static && !dl_facts_called(e->facts, run->func) &&
	       !dl_facts_address_taken(e->facts, run->func) &&
	       is_only_file(e, run->func->unit) && dl_alone_is_all_there(e, run->func->unit);
}

/* "return a && b ? 0 : -ENOMEM": it looks at all of it, and leaves what there is to the caller. */
bool dl_alone_is_verdict(const struct dl_run *run, const struct dl_path_state *s)
{
	const struct dl_exits *exits = &run->exits;
	const struct dl_instr *ret = NULL;

	for (size_t i = 0; i < exits->n; i++)
		if (exits->items[i].state == s)
			ret = exits->items[i].ret;
	for (size_t i = 0; i < exits->n; i++)
		if (exits->items[i].ret == ret && !dl_ends_in_failure(run, &exits->items[i]))
			return true;
	return false;
}

/* The member that a call's argument is read from; NULL: none, or not seen. */
static const char *member_given(const struct dl_instr *call, enum dl_role role)
{
	const struct dl_operand *op = dl_call_operand(dl_call_api(call), call, role);

	op = op ? dl_ir_uncast(op) : NULL;
	if (!op || op->kind != DL_OPERAND_VALUE || op->value->op != DL_OP_LOAD)
		return NULL;
	op = &op->value->ops[0];
	while (op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_INDEX)
		op = &op->value->ops[0];
	return op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_FIELD
		       ? op->value->record->fields[op->value->field].name
		       : NULL;
}

static bool may_undo(const struct dl_instr *call, const struct dl_object *o)
{
	const char *member = member_given(call, DL_ROLE_HANDLE);
	const struct dl_value *kept_in = o->holder;

	while (kept_in && kept_in->kind == DL_V_INDEX)
		kept_in = kept_in->a;
	return !member || dl_is_memory(o->api) ||
	       (kept_in && kept_in->kind == DL_V_FIELD &&
		!strcmp(member, dl_value_field_name(kept_in)));
}

/* Some function of the file does: else nobody ever unmaps it, and teardown.c says that. */
bool dl_alone_is_undone_in_file(const struct dl_object *o)
{
	for (size_t i = 0; i < o->unit->nfuncs; i++)
		dl_for_each_instr(in, o->unit->funcs[i])
			if (in->op == DL_OP_CALL && dl_leak_is_release_like(in, o) &&
			    may_undo(in, o))
				return true;
	return false;
}
