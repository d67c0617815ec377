/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Is the unit well formed? Everything that the engine and the text form rely on and that building
 * does not enforce: the shape of blocks and instructions, links between tables, and that each value
 * is defined on every way to its use. The last needs the dominator tree, built with the algorithm
 * of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm", 2001); uses in blocks that
 * the entry does not reach are fine.
 *
 * C is lenient about some things and so is this: a function may fall out without a value, a
 * declaration without a prototype says nothing of parameters.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "checker/ir/internal.h"
#include "checker/ir/ir.h"

#define UNREACHED SIZE_MAX

struct verifier {
	const struct dl_unit *unit;
	char *message;
	size_t message_size;
	struct dl_arena *scratch;

	/* of the function being checked; indexes are block ids, value ids, positions in order */
	const struct dl_func *func;
	const struct dl_instr **values; /* by id */
	size_t *position;		/* of the value in its function, by id */
	size_t *rank;			/* of the block in reverse post-order, or UNREACHED */
	size_t *idom;			/* by rank */
	size_t *enter, *leave;		/* by rank: interval of the block in the dominator tree */

	/* of the instruction being checked */
	const struct dl_block *block;
	const struct dl_instr *instr;
	size_t at;  /* its position in the function */
	size_t nth; /* in its block */
};

/* Writes where and what; always false. */
__attribute__((format(printf, 2, 3))) static bool wrong(struct verifier *v, const char *fmt, ...)
{
	char where[256] = "", what[256];
	va_list args;
	int n = 0;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	if (v->func)
		n = snprintf(where, sizeof(where), "function \"%.80s\": ", v->func->name);
	if (v->block)
		n += snprintf(where + n, sizeof(where) - (size_t)n, "b%" PRIu32 ": ", v->block->id);
	if (v->instr && v->instr->op < DL_OP_COUNT && dl_ir_op_info[v->instr->op].result)
		snprintf(where + n, sizeof(where) - (size_t)n,
			 "instruction %zu (%%%" PRIu32 " = %s): ", v->nth, v->instr->id,
			 dl_ir_op_name(v->instr->op));
	else if (v->instr)
		snprintf(where + n, sizeof(where) - (size_t)n, "instruction %zu (%s): ", v->nth,
			 dl_ir_op_name(v->instr->op));
	if (v->message_size)
		snprintf(v->message, v->message_size, "%s%s", where, what);
	return false;
}

/* ---- the unit's tables ----------------------------------------------------------------------- */

static bool check_record(struct verifier *v, const struct dl_type *type)
{
	for (size_t i = 0; i < type->nfields; i++)
		if (!type->fields[i].name || !type->fields[i].type)
			return wrong(v, "type \"%.60s\": member %zu has no name or no type",
				     type->name, i);
	return true;
}

static bool check_type(struct verifier *v, const struct dl_type *type)
{
	switch (type->kind) {
	case DL_TYPE_INT:
		return type->bits || wrong(v, "type \"%.60s\" is 0 bits wide", type->name);
	case DL_TYPE_POINTER:
	case DL_TYPE_ARRAY:
		return type->elem || wrong(v, "type \"%.60s\" has no element type", type->name);
	case DL_TYPE_RECORD:
		return check_record(v, type);
	case DL_TYPE_VOID:
	case DL_TYPE_FLOAT:
	case DL_TYPE_FUNCTION:
		return true;
	}
	return wrong(v, "type \"%.60s\" is of no kind", type->name);
}

static bool check_decl(struct verifier *v, const struct dl_decl *decl)
{
	if (!decl->ret)
		return wrong(v, "declaration \"%.60s\" has no return type", decl->name);
	for (size_t i = 0; i < decl->nparams; i++)
		if (!decl->params[i])
			return wrong(v, "declaration \"%.60s\": parameter %zu has no type",
				     decl->name, i);
	if (decl->func && (decl->func->decl != decl || decl->func->unit != v->unit))
		return wrong(v, "declaration \"%.60s\" is linked to another function's body",
			     decl->name);
	return true;
}

static bool check_tested(struct verifier *v, const struct dl_tested *tested)
{
	const struct dl_type *record = tested->record;

	if (tested->global ? record || dl_ir_find_global(v->unit, tested->global->name) !=
					      tested->global
			   : !record || record->kind != DL_TYPE_RECORD ||
				     tested->field >= record->nfields)
		return wrong(v, "what is tested is neither a member of a record nor a global");
	return true;
}

static bool check_tables(struct verifier *v)
{
	const struct dl_unit *unit = v->unit;
	size_t bodies = 0;

	for (size_t i = 0; i < unit->ntypes; i++)
		if (!check_type(v, unit->types[i]))
			return false;
	for (size_t i = 0; i < unit->nglobals; i++)
		if (!unit->globals[i]->type)
			return wrong(v, "global \"%.60s\" has no type", unit->globals[i]->name);
	for (size_t i = 0; i < unit->ntested; i++)
		if (!check_tested(v, &unit->tested[i]))
			return false;
	for (size_t i = 0; i < unit->ndecls; i++) {
		if (!check_decl(v, unit->decls[i]))
			return false;
		bodies += unit->decls[i]->func != NULL;
	}
	for (size_t i = 0; i < unit->nfuncs; i++) {
		const struct dl_func *func = unit->funcs[i];

		if (!func->decl || dl_ir_find_decl(unit, func->name) != func->decl)
			return wrong(v, "function \"%.60s\" has no declaration", func->name);
		if (func->decl->func != func)
			return wrong(v, "function \"%.60s\" has two bodies", func->name);
	}
	if (bodies != unit->nfuncs)
		return wrong(v, "%zu declarations have a body, the unit has %zu", bodies,
			     unit->nfuncs);
	return true;
}

/* ---- operands -------------------------------------------------------------------------------- */

/* True if the block of rank a dominates that of rank b. */
static bool dominates(const struct verifier *v, size_t a, size_t b)
{
	return v->enter[a] <= v->enter[b] && v->leave[b] <= v->leave[a];
}

static bool check_value(struct verifier *v, size_t i, const struct dl_instr *def)
{
	size_t here = v->rank[v->block->id], there;

	if (!def || def->id >= v->func->nvalues || v->values[def->id] != def)
		return wrong(v, "operand %zu is not a value of this function", i);
	if (!dl_ir_has_value(def))
		return wrong(v, "operand %zu is the result of a void %s", i,
			     dl_ir_op_name(def->op));
	if (here == UNREACHED)
		return true;
	there = v->rank[def->block->id];
	if (def->block == v->block ? v->position[def->id] < v->at
				   : there != UNREACHED && dominates(v, there, here))
		return true;
	return wrong(v, "operand %zu, %%%" PRIu32 ", is not defined on every way to this use", i,
		     def->id);
}

static bool check_operand(struct verifier *v, size_t i, const struct dl_operand *op)
{
	const struct dl_func *func = v->func;
	bool known = true;

	switch (op->kind) {
	case DL_OPERAND_VALUE:
		if (!check_value(v, i, op->value))
			return false;
		break;
	case DL_OPERAND_INT:
		break;
	case DL_OPERAND_LOCAL:
		known = op->local && op->local->id < func->nlocals &&
			func->locals[op->local->id] == op->local;
		break;
	case DL_OPERAND_GLOBAL:
		known = op->global && dl_ir_find_global(v->unit, op->global->name) == op->global;
		break;
	case DL_OPERAND_FUNCTION:
		known = op->decl && dl_ir_find_decl(v->unit, op->decl->name) == op->decl;
		break;
	case DL_OPERAND_STRING:
		known = op->string != NULL;
		break;
	case DL_OPERAND_NONE:
	default:
		return wrong(v, "operand %zu is missing", i);
	}
	if (!known)
		return wrong(v, "operand %zu names nothing of this function or unit", i);
	if (!op->type && !(v->instr->op == DL_OP_CALL && !i && op->kind == DL_OPERAND_FUNCTION))
		return wrong(v, "operand %zu has no type", i);
	return true;
}

/* Can it be an address? A value made by FIELD or INDEX is one, whatever object it started from. */
static bool is_address(const struct dl_operand *op)
{
	switch (op->kind) {
	case DL_OPERAND_VALUE:
		if (op->value->op == DL_OP_FIELD || op->value->op == DL_OP_INDEX)
			return true;
		/* fall through */
	case DL_OPERAND_INT:
		return op->type->kind == DL_TYPE_POINTER || op->type->kind == DL_TYPE_ARRAY ||
		       op->type->kind == DL_TYPE_FUNCTION;
	default:
		return true;
	}
}

/* ---- instructions ---------------------------------------------------------------------------- */

static bool check_counts(struct verifier *v, const struct dl_instr *instr)
{
	const struct dl_op_info *info = &dl_ir_op_info[instr->op];

	if (info->nops >= 0 && instr->nops != (size_t)info->nops)
		return wrong(v, "%zu operands instead of %d", instr->nops, info->nops);
	if (instr->op == DL_OP_CALL && !instr->nops)
		return wrong(v, "call without a callee");
	if (instr->op == DL_OP_RET && instr->nops > 1)
		return wrong(v, "%zu operands instead of one at most", instr->nops);
	if (!instr->type && (info->result || instr->op == DL_OP_STORE || instr->op == DL_OP_COPY ||
			     instr->op == DL_OP_ZERO))
		return wrong(v, "no type");
	if ((instr->op == DL_OP_BIN && instr->sub >= DL_BIN_COUNT) ||
	    (instr->op == DL_OP_CMP && instr->sub >= DL_CMP_COUNT))
		return wrong(v, "no such operator");
	return true;
}

static bool check_targets(struct verifier *v, const struct dl_instr *instr)
{
	size_t n = instr->ntargets, expected = 0;

	switch (instr->op) {
	case DL_OP_JUMP:
		expected = 1;
		break;
	case DL_OP_BRANCH:
		expected = 2;
		break;
	case DL_OP_SWITCH:
		expected = instr->ncases + 1;
		break;
	case DL_OP_ANY:
		expected = n ? n : 1;
		break;
	default:
		break;
	}
	if (n != expected)
		return wrong(v, "%zu targets instead of %zu", n, expected);
	for (size_t i = 0; i < n; i++) {
		const struct dl_block *to = instr->targets[i];

		if (!to || to->id >= v->func->nblocks || v->func->blocks[to->id] != to)
			return wrong(v, "target %zu is not a block of this function", i);
	}
	return true;
}

/* A range may be meant signed or unsigned: it is empty only if it is so both ways. */
static bool check_cases(struct verifier *v, const struct dl_instr *instr)
{
	for (size_t i = 0; i < instr->ncases; i++) {
		const struct dl_case *range = &instr->cases[i];

		if (range->lo > range->hi && (uint64_t)range->lo > (uint64_t)range->hi)
			return wrong(v, "case %zu is empty", i);
	}
	return true;
}

static bool check_field(struct verifier *v, const struct dl_instr *instr)
{
	if (!instr->record || instr->record->kind != DL_TYPE_RECORD)
		return wrong(v, "member of a type that is no record");
	if (instr->field >= instr->record->nfields)
		return wrong(v, "member %" PRIu32 " of \"%.60s\", which lists %zu", instr->field,
			     instr->record->name, instr->record->nfields);
	if (instr->type->kind != DL_TYPE_POINTER)
		return wrong(v, "the result is no pointer but \"%.60s\"", instr->type->name);
	return true;
}

/* How many of the first operands are addresses. */
static size_t addresses(enum dl_op op)
{
	switch (op) {
	case DL_OP_LOAD:
	case DL_OP_STORE:
	case DL_OP_FIELD:
	case DL_OP_INDEX:
	case DL_OP_ZERO:
		return 1;
	case DL_OP_COPY:
		return 2;
	default:
		return 0;
	}
}

static bool check_instr(struct verifier *v, const struct dl_instr *instr)
{
	if (!check_counts(v, instr))
		return false;
	for (size_t i = 0; i < instr->nops; i++)
		if (!check_operand(v, i, &instr->ops[i]))
			return false;
	for (size_t i = 0; i < addresses(instr->op); i++)
		if (!is_address(&instr->ops[i]))
			return wrong(v, "operand %zu is no address but \"%.60s\"", i,
				     instr->ops[i].type->name);
	if (instr->op == DL_OP_FIELD)
		return check_field(v, instr);
	if (instr->op == DL_OP_DEAD && instr->ops[0].kind != DL_OPERAND_LOCAL)
		return wrong(v, "operand 0 is no local");
	return true;
}

/* ---- functions ------------------------------------------------------------------------------- */

static bool check_locals(struct verifier *v, const struct dl_func *func)
{
	if (func->nparams > func->nlocals)
		return wrong(v, "more parameters than locals");
	for (size_t i = 0; i < func->nlocals; i++) {
		const struct dl_local *local = func->locals[i];

		if (local->id != i || !local->type)
			return wrong(v, "local $%.60s has a wrong id or no type", local->name);
		if (local->is_param != (i < func->nparams))
			return wrong(v, "local $%.60s: parameters must come first", local->name);
	}
	return true;
}

/* Structure only: what ends blocks and where they lead. What follows may rely on it. */
static bool check_block(struct verifier *v, const struct dl_block *block)
{
	for (size_t i = 0; i < block->ninstrs; i++) {
		const struct dl_instr *instr = block->instrs[i];
		bool last = i + 1 == block->ninstrs;

		v->instr = instr;
		v->nth = i;
		if ((unsigned)instr->op >= DL_OP_COUNT)
			return wrong(v, "no such instruction");
		if (instr->block != block)
			return wrong(v, "linked to another block");
		if (!dl_ir_op_info[instr->op].terminator == last)
			return wrong(v, last ? "the block does not end in a terminator"
					     : "terminator inside a block");
		if (!check_targets(v, instr) || !check_cases(v, instr))
			return false;
	}
	v->instr = NULL;
	return block->ninstrs || wrong(v, "the block is empty");
}

static bool check_shape(struct verifier *v, const struct dl_func *func)
{
	if (!func->ret)
		return wrong(v, "no return type");
	if (func->unit != v->unit)
		return wrong(v, "linked to another unit");
	if (!func->nblocks)
		return wrong(v, "no blocks");
	if (!check_locals(v, func))
		return false;
	for (size_t i = 0; i < func->nblocks; i++) {
		v->block = func->blocks[i];
		if (v->block->id != i)
			return wrong(v, "the id is not the block's position, %zu", i);
		if (!check_block(v, v->block))
			return false;
	}
	v->block = NULL;
	return true;
}

/* Fills values and position. */
static bool collect_values(struct verifier *v, const struct dl_func *func)
{
	size_t at = 0;

	v->values = DL_NEW_ARRAY(v->scratch, const struct dl_instr *, func->nvalues);
	v->position = DL_NEW_ARRAY(v->scratch, size_t, func->nvalues);
	for (size_t i = 0; i < func->nblocks; i++) {
		v->block = func->blocks[i];
		for (v->nth = 0; v->nth < v->block->ninstrs; v->nth++, at++) {
			v->instr = v->block->instrs[v->nth];
			if (!dl_ir_op_info[v->instr->op].result)
				continue;
			if (v->instr->id >= func->nvalues)
				return wrong(v, "the id is above those handed out");
			if (v->values[v->instr->id])
				return wrong(v, "the id is taken");
			v->values[v->instr->id] = v->instr;
			v->position[v->instr->id] = at;
		}
	}
	v->instr = NULL;
	v->block = NULL;
	return true;
}

static bool check_body(struct verifier *v, const struct dl_func *func)
{
	v->at = 0;
	for (size_t i = 0; i < func->nblocks; i++) {
		v->block = func->blocks[i];
		for (v->nth = 0; v->nth < v->block->ninstrs; v->nth++, v->at++) {
			v->instr = v->block->instrs[v->nth];
			if (!check_instr(v, v->instr))
				return false;
		}
	}
	v->instr = NULL;
	v->block = NULL;
	return true;
}

/* ---- dominators ------------------------------------------------------------------------------ */

/* Post-order by depth-first search from the entry. Returns the number of blocks reached. */
static size_t post_order(struct verifier *v, const struct dl_block **order)
{
	size_t nblocks = v->func->nblocks, depth = 0, n = 0;
	const struct dl_block **stack = DL_NEW_ARRAY(v->scratch, const struct dl_block *, nblocks);
	size_t *next = DL_NEW_ARRAY(v->scratch, size_t, nblocks);
	bool *seen = DL_NEW_ARRAY(v->scratch, bool, nblocks);

	stack[depth++] = v->func->blocks[0];
	seen[0] = true;
	while (depth) {
		const struct dl_block *block = stack[depth - 1];
		const struct dl_instr *term = dl_ir_terminator(block);

		if (next[block->id] == term->ntargets) {
			order[n++] = block;
			depth--;
			continue;
		}
		block = term->targets[next[block->id]++];
		if (!seen[block->id]) {
			seen[block->id] = true;
			stack[depth++] = block;
		}
	}
	return n;
}

/* The nearest block that dominates both. */
static size_t common_dominator(const struct verifier *v, size_t a, size_t b)
{
	while (a != b) {
		while (a > b)
			a = v->idom[a];
		while (b > a)
			b = v->idom[b];
	}
	return a;
}

/* Pushes the dominator of each block to its successors until nothing changes. by_rank: n blocks. */
static void find_idoms(struct verifier *v, const struct dl_block **by_rank, size_t n)
{
	bool changed = true;

	for (size_t i = 1; i < n; i++)
		v->idom[i] = UNREACHED;
	while (changed) {
		changed = false;
		for (size_t i = 0; i < n; i++) {
			const struct dl_instr *term = dl_ir_terminator(by_rank[i]);

			for (size_t t = 0; t < term->ntargets; t++) {
				size_t to = v->rank[term->targets[t]->id], dom;

				dom = v->idom[to] == UNREACHED
					      ? i
					      : common_dominator(v, v->idom[to], i);
				if (!to || dom == v->idom[to])
					continue;
				v->idom[to] = dom;
				changed = true;
			}
		}
	}
}

/*
 * Intervals of the dominator tree, without walking it: a child has a higher rank than its parent,
 * so sizes sum up from the last to the first, and places are given from the first to the last.
 */
static void number_tree(struct verifier *v, size_t n)
{
	size_t *size = DL_NEW_ARRAY(v->scratch, size_t, n);
	size_t *used = DL_NEW_ARRAY(v->scratch, size_t, n);

	for (size_t i = n; i-- > 1;)
		size[v->idom[i]] += ++size[i];
	size[0]++;
	for (size_t i = 0; i < n; i++) {
		size_t parent = v->idom[i];

		if (i) {
			v->enter[i] = v->enter[parent] + 1 + used[parent];
			used[parent] += size[i];
		}
		v->leave[i] = v->enter[i] + size[i];
	}
}

static void find_dominators(struct verifier *v)
{
	size_t nblocks = v->func->nblocks, n;
	const struct dl_block **post = DL_NEW_ARRAY(v->scratch, const struct dl_block *, nblocks);
	const struct dl_block **by_rank =
		DL_NEW_ARRAY(v->scratch, const struct dl_block *, nblocks);

	v->rank = DL_NEW_ARRAY(v->scratch, size_t, nblocks);
	v->idom = DL_NEW_ARRAY(v->scratch, size_t, nblocks);
	v->enter = DL_NEW_ARRAY(v->scratch, size_t, nblocks);
	v->leave = DL_NEW_ARRAY(v->scratch, size_t, nblocks);
	for (size_t i = 0; i < nblocks; i++)
		v->rank[i] = UNREACHED;
	n = post_order(v, post);
	for (size_t i = 0; i < n; i++) {
		by_rank[i] = post[n - 1 - i];
		v->rank[by_rank[i]->id] = i;
	}
	find_idoms(v, by_rank, n);
	number_tree(v, n);
}

static bool check_func(struct verifier *v, const struct dl_func *func)
{
	bool ok;

	v->func = func;
	v->scratch = dl_arena_new();
	ok = check_shape(v, func) && collect_values(v, func);
	if (ok) {
		find_dominators(v);
		ok = check_body(v, func);
	}
	dl_arena_free(v->scratch);
	v->func = NULL;
	return ok;
}

bool dl_ir_verify(const struct dl_unit *unit, char *message, size_t message_size)
{
	struct verifier v = {.unit = unit, .message = message, .message_size = message_size};

	if (!check_tables(&v))
		return false;
	for (size_t i = 0; i < unit->nfuncs; i++)
		if (!check_func(&v, unit->funcs[i]))
			return false;
	return true;
}
