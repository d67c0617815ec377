/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What mends a finding, where that is certain: both ends are in one function, every way to the second leads through
 * the first, and what is taken from the first still has its value at the second. Whether the source can be changed
 * accordingly, its text says (checker/report/fix.c).
 */
#include "checker/engine/impl.h"

#include <ctype.h>
#include <string.h>

/* Two instructions of one function; every way to "to" leads through "from". */
struct stretch {
	struct dl_arena *arena;
	const struct dl_func *func;
	const struct dl_instr *from, *to;
};

/* ---- ways through a function ----------------------------------------------------------------- */

static void mark(bool *seen, const struct dl_block *b, const struct dl_block *avoid)
{
	const struct dl_instr *t = dl_ir_terminator(b);

	for (size_t i = 0; i < t->ntargets; i++) {
		if (t->targets[i] == avoid || seen[t->targets[i]->id])
			continue;
		seen[t->targets[i]->id] = true;
		mark(seen, t->targets[i], avoid);
	}
}

/* Blocks that can come after b, by id. */
static bool *blocks_after(const struct stretch *w, const struct dl_block *b,
			  const struct dl_block *avoid)
{
	bool *seen = DL_NEW_ARRAY(w->arena, bool, w->func->nblocks);

	mark(seen, b, avoid);
	return seen;
}

static size_t position(const struct dl_instr *in)
{
	size_t k = 0;

	while (in->block->instrs[k] != in)
		k++;
	return k;
}

static bool is_always_behind(const struct stretch *w)
{
	const struct dl_block *entry = w->func->blocks[0], *from = w->from->block;

	if (w->to->block == from)
		return position(w->from) < position(w->to);
	return from == entry || !(w->to->block == entry ||
				  blocks_after(w, entry, from)[w->to->block->id]);
}

/* Calls what for each instruction between the two, until it returns true. */
static bool any_between(const struct stretch *w,
			bool (*what)(const struct stretch *, const struct dl_instr *, const void *),
			const void *arg)
{
	const struct dl_block *from = w->from->block, *to = w->to->block;
	bool *after = blocks_after(w, from, from);

	for (size_t i = 0; i < w->func->nblocks; i++) {
		const struct dl_block *b = w->func->blocks[i];
		bool again = after[i] && blocks_after(w, b, from)[to->id];
		size_t k = b == from ? position(w->from) + 1 : 0;
		size_t end = b == to && !again ? position(w->to) : b->ninstrs;

		if (b != from && b != to && !again)
			continue;
		for (; k < end; k++)
			if (what(w, b->instrs[k], arg))
				return true;
	}
	return false;
}

static bool find_stretch(struct stretch *w, struct dl_engine *e, const struct dl_unit *unit,
			 const struct dl_instr *from, const struct dl_instr *to)
{
	*w = (struct stretch){ e->arena, dl_func_of(unit, from), from, to };
	return w->func && dl_is_in(w->func, to) &&
	       !strcmp(dl_ir_place(unit, from->loc)->file, dl_ir_place(unit, to->loc)->file) &&
	       is_always_behind(w);
}

/* ---- variables ------------------------------------------------------------------------------- */

/* The value that is read from a variable or a member, or NULL. */
static const struct dl_instr *load_of(const struct dl_operand *op)
{
	op = dl_ir_uncast(op);
	return op->kind == DL_OPERAND_VALUE && op->value->op == DL_OP_LOAD ? op->value : NULL;
}

static const struct dl_local *local_read(const struct dl_operand *op)
{
	const struct dl_instr *load = load_of(op);

	return load && load->ops[0].kind == DL_OPERAND_LOCAL ? load->ops[0].local : NULL;
}

static bool is_local(const struct dl_operand *op, const struct dl_local *local)
{
	return op->kind == DL_OPERAND_LOCAL && op->local == local;
}

/* The instruction may change the variable, end it, or let others do so. */
static bool changes_local(const struct dl_instr *in, const struct dl_local *local)
{
	for (size_t n = 0; n < in->nops; n++)
		if (is_local(&in->ops[n], local) && in->op != DL_OP_LOAD && in->op != DL_OP_FIELD)
			return true;
	return false;
}

static bool stores(const struct dl_instr *in, const struct dl_instr *call)
{
	const struct dl_operand *value = in->op == DL_OP_STORE ? dl_ir_uncast(&in->ops[1]) : NULL;

	return value && value->kind == DL_OPERAND_VALUE && value->value == call;
}

static bool gets_another(const struct stretch *w, const struct dl_instr *in, const void *local)
{
	return !stores(in, w->from) && changes_local(in, local);
}

/* Only read and written by name: nobody has its address. */
static bool is_private(const struct dl_func *f, const struct dl_local *local)
{
	dl_for_each_instr(in, f) {
		if (changes_local(in, local) && in->op != DL_OP_DEAD &&
		    !(in->op == DL_OP_STORE && !is_local(&in->ops[1], local)))
			return false;
	}
	return true;
}

/* The name without the suffix that tells variables of one name apart. */
static size_t name_length(const char *name)
{
	return strcspn(name, ".");
}

/* No other variable of the function has that name: it means the same everywhere. */
static bool is_only_one(const struct dl_func *f, const struct dl_local *local)
{
	size_t len = name_length(local->name);

	for (size_t i = 0; i < f->nlocals; i++)
		if (f->locals[i] != local && name_length(f->locals[i]->name) == len &&
		    !memcmp(f->locals[i]->name, local->name, len))
			return false;
	return true;
}

/* Where the result of a call is put, if that is a variable. */
static const struct dl_local *put_into(const struct dl_func *f, const struct dl_instr *call)
{
	dl_for_each_instr(in, f)
		if (stores(in, call))
			return in->ops[0].kind == DL_OPERAND_LOCAL
				       ? in->ops[0].local
				       : NULL;
	return NULL;
}

/* Is the variable read, or shown to others, on some way from the start of b? */
static bool is_needed(const struct dl_block *b, const struct dl_local *local, bool *seen)
{
	const struct dl_instr *t = dl_ir_terminator(b);

	seen[b->id] = true;
	for (size_t k = 0; k < b->ninstrs; k++) {
		const struct dl_instr *in = b->instrs[k];

		for (size_t n = in->op == DL_OP_STORE || in->op == DL_OP_DEAD; n < in->nops; n++)
			if (is_local(&in->ops[n], local))
				return true;
		if (changes_local(in, local))
			return false;
	}
	for (size_t i = 0; i < t->ntargets; i++)
		if (!seen[t->targets[i]->id] && is_needed(t->targets[i], local, seen))
			return true;
	return false;
}

/* ---- calls ----------------------------------------------------------------------------------- */

/*
 * The argument with that role, both of the function that is called and of the macro that the user wrote for it; else
 * -1.
 */
static int argument_of(const struct dl_api *api, const struct dl_instr *call, enum dl_role role)
{
	const struct dl_api *written = dl_api_find(dl_call_name(call), api->nargs);
	int arg = dl_api_arg(api, role);

	return written && arg == dl_api_arg(written, role) && arg >= 0 &&
			       (size_t)arg + 1 < call->nops
		       ? arg
		       : -1;
}

static const struct dl_operand *operand_of(const struct dl_instr *call, int arg)
{
	return &call->ops[arg + 1];
}

static void take_from(struct dl_fix *fix, const struct dl_unit *unit, const struct dl_instr *call,
		      int arg)
{
	const struct dl_place *p = dl_ir_place(unit, call->loc);

	fix->other_name = dl_call_name(call);
	fix->other_line = p->line;
	fix->other_column = p->column;
	fix->other_argument = arg;
}

static void give(struct dl_engine *e, struct dl_finding *f, const struct dl_fix *fix)
{
	struct dl_fix *copy = DL_NEW(e->arena, struct dl_fix);

	*copy = *fix;
	f->fix = copy;
}

/* Two ends of one mapping in one function. */
static bool are_ends(struct stretch *w, const struct dl_run *run, const struct dl_object *o,
		     const struct dl_call_args *a)
{
	return !o->foreign && !o->age && o->unit == run->func->unit && o->context == run->context &&
	       find_stretch(w, run->analysis->engine, o->unit, o->site, a->in);
}

/* Another map may be the one whose handle is meant here. */
static bool has_rival(const struct stretch *w, const struct dl_api *api)
{
	const struct dl_local *place = put_into(w->func, w->from), *other;

	dl_for_each_instr(in, w->func) {
		const struct dl_api *row;

		if (in == w->from || in->op != DL_OP_CALL || !dl_callee(in))
			continue;
		row = dl_api_find(dl_call_name(in), in->nops - 1);
		if (!row || row->action != DL_ACT_ACQUIRE || row->machine != api->machine)
			continue;
		other = put_into(w->func, in);
		if (!place || !other || other == place)
			return true;
	}
	return false;
}

/* ---- directions ------------------------------------------------------------------------------ */

/*
 * Is it the sync that is wrong, not the map? One that hands what the device wrote to the CPU is more likely right
 * than a map that says the device writes nothing.
 */
static bool is_sync_to_blame(enum dl_action action, int64_t mapped, int64_t synced)
{
	switch (action) {
	case DL_ACT_SYNC_CPU:
		return mapped == DL_FROM_DEVICE && synced == DL_TO_DEVICE;
	case DL_ACT_SYNC_DEVICE:
		return mapped == DL_TO_DEVICE && synced == DL_FROM_DEVICE;
	default:
		return true;
	}
}

void dl_fix_direction(struct dl_run *run, struct dl_finding *f, const struct dl_object *o,
		      const struct dl_call_args *a)
{
	int here = argument_of(a->api, a->in, DL_ROLE_DIR);
	int there = argument_of(o->api, o->site, DL_ROLE_DIR);
	const struct dl_operand *now, *then;
	struct stretch w;

	if (!f || here < 0 || there < 0)
		return;
	now = operand_of(a->in, here);
	then = operand_of(o->site, there);
	if (now->kind != DL_OPERAND_INT || then->kind != DL_OPERAND_INT ||
	    !dl_direction_name(now->imm) || !dl_direction_name(then->imm) ||
	    !is_sync_to_blame(a->api->action, then->imm, now->imm) || !are_ends(&w, run, o, a) ||
	    has_rival(&w, o->api))
		return;
	give(run->analysis->engine, f,
	     &(struct dl_fix){ .kind = DL_FIX_ARGUMENT, .name = dl_call_name(a->in),
			       .argument = here, .now = dl_direction_name(now->imm),
			       .text = dl_direction_name(then->imm) });
}

/* ---- counts ---------------------------------------------------------------------------------- */

static bool stores_member(const struct stretch *w, const struct dl_instr *in, const void *arg)
{
	const struct dl_instr *field = arg, *to;

	(void)w;
	if (in->op == DL_OP_COPY || in->op == DL_OP_ZERO)
		return true;
	if (in->op != DL_OP_STORE || in->ops[0].kind != DL_OPERAND_VALUE)
		return false;
	to = in->ops[0].value;
	return to->op == DL_OP_FIELD && to->field == field->field &&
	       !strcmp(to->record->name, field->record->name);
}

/* What is read at this address, and every pointer on the way there, stays the same between the two. */
static bool stays(const struct stretch *w, const struct dl_operand *address)
{
	const struct dl_instr *in;

	if (address->kind == DL_OPERAND_LOCAL)
		return is_only_one(w->func, address->local) &&
		       is_private(w->func, address->local) &&
		       !any_between(w, gets_another, address->local) &&
		       put_into(w->func, w->from) != address->local;
	in = address->kind == DL_OPERAND_VALUE ? address->value : NULL;
	if (!in || (in->op != DL_OP_FIELD && in->op != DL_OP_LOAD))
		return false;
	return stays(w, &in->ops[0]) &&
	       (in->op == DL_OP_LOAD || !any_between(w, stores_member, in));
}

/* By what the path knows: calls in between may write to members. */
static bool is_still_there(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			   const struct dl_instr *load)
{
	const struct dl_value *now;

	if (!o->nents || !o->nents_place)
		return false;
	now = dl_state_read(s, run->analysis->values, o->nents_place, load->type);
	return dl_same_number(run, s, o->nents, now) == DL_SAME;
}

void dl_fix_count(struct dl_run *run, struct dl_path_state *s, struct dl_finding *f,
		  const struct dl_object *o, const struct dl_call_args *a)
{
	int here = argument_of(a->api, a->in, DL_ROLE_NENTS);
	int there = argument_of(o->api, o->site, DL_ROLE_NENTS);
	struct dl_fix fix = { .kind = DL_FIX_ARGUMENT, .name = dl_call_name(a->in),
			      .argument = here };
	const struct dl_operand *given;
	const struct dl_instr *load;
	struct stretch w;

	if (!f || here < 0 || there < 0 || !are_ends(&w, run, o, a))
		return;
	given = operand_of(o->site, there);
	load = load_of(given);
	if (given->kind != DL_OPERAND_INT &&
	    !(load && is_still_there(run, s, o, load) && stays(&w, &load->ops[0])))
		return;
	take_from(&fix, o->unit, o->site, there);
	give(run->analysis->engine, f, &fix);
}

/* ---- tests ----------------------------------------------------------------------------------- */

/* A branch on a variable, compared with 0 or not: which way is taken if the call failed? */
struct test {
	const struct dl_local *local;
	const struct dl_block *failed;
};

static bool is_zero(const struct dl_operand *op)
{
	return dl_ir_uncast(op)->kind == DL_OPERAND_INT && dl_ir_uncast(op)->imm == 0;
}

static bool read_test(struct test *test, const struct dl_instr *at, enum dl_cmp yes,
		      enum dl_cmp yes_unsigned, enum dl_cmp no, enum dl_cmp no_unsigned)
{
	const struct dl_operand *op = at->op == DL_OP_BRANCH ? dl_ir_uncast(&at->ops[0]) : NULL;
	const struct dl_instr *cmp = op && op->kind == DL_OPERAND_VALUE ? op->value : NULL;
	bool is_yes;

	if (cmp && cmp->op == DL_OP_LOAD && no == DL_CMP_NE) {	/* "if (dma)" */
		test->local = local_read(op);
		test->failed = at->targets[1];
		return test->local != NULL;
	}
	if (!cmp || cmp->op != DL_OP_CMP || !is_zero(&cmp->ops[1]))
		return false;
	is_yes = cmp->sub == yes || cmp->sub == yes_unsigned;
	if (!is_yes && cmp->sub != no && cmp->sub != no_unsigned)
		return false;
	test->local = local_read(&cmp->ops[0]);
	test->failed = at->targets[!is_yes];
	return test->local != NULL;
}

/* The way of failure has no use for what the call returned: that it is another value does no harm. */
static bool is_harmless(const struct stretch *w, const struct test *test)
{
	return is_private(w->func, test->local) && put_into(w->func, w->from) == test->local &&
	       !any_between(w, gets_another, test->local) &&
	       !is_needed(test->failed, test->local,
			  DL_NEW_ARRAY(w->arena, bool, w->func->nblocks));
}

static const char *variable_name(struct dl_engine *e, const struct dl_local *local)
{
	return dl_arena_strndup(e->arena, local->name, name_length(local->name));
}

static bool does_something_else(const struct stretch *w, const struct dl_instr *in, const void *arg)
{
	(void)arg;
	return in->op == DL_OP_CALL || (in->op == DL_OP_STORE && !stores(in, w->from));
}

static const char *error_test(const char *map)
{
	static const struct {
		const char *prefix, *test;
	} table[] = {
		{ "dma_map_", "dma_mapping_error" },
		{ "ib_dma_map_", "ib_dma_mapping_error" },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (!strncmp(map, table[i].prefix, strlen(table[i].prefix)))
			return table[i].test;
	return NULL;
}

static void fix_count_test(struct dl_engine *e, struct dl_finding *f, const struct stretch *w)
{
	struct test test;

	if (read_test(&test, w->to, DL_CMP_SLT, DL_CMP_ULT, DL_CMP_SGE, DL_CMP_UGE) &&
	    is_harmless(w, &test))
		give(e, f, &(struct dl_fix){ .kind = DL_FIX_COUNT_TEST,
					     .name = variable_name(e, test.local) });
}

/* Only at once behind the map: elsewhere 0 may be the driver's word for "not mapped". */
static void fix_handle_test(struct dl_engine *e, struct dl_finding *f, const struct dl_object *o,
			    const struct stretch *w)
{
	struct dl_fix fix = { .kind = DL_FIX_HANDLE_TEST,
			      .text = error_test(dl_call_name(o->site)) };
	int device = argument_of(o->api, o->site, DL_ROLE_DEV);
	struct test test;

	if (!fix.text || device < 0 || w->from->block != w->to->block ||
	    any_between(w, does_something_else, NULL) ||
	    !read_test(&test, w->to, DL_CMP_EQ, DL_CMP_EQ, DL_CMP_NE, DL_CMP_NE) ||
	    !is_harmless(w, &test))
		return;
	fix.name = variable_name(e, test.local);
	take_from(&fix, o->unit, o->site, device);
	give(e, f, &fix);
}

void dl_fix_test(struct dl_run *run, struct dl_finding *f, const struct dl_object *o)
{
	struct dl_engine *e = run->analysis->engine;
	struct stretch w;

	if (!f || o->age || !o->wrong_test_at ||
	    !find_stretch(&w, e, o->unit, o->site, o->wrong_test_at))
		return;
	if (o->wrong_test == DL_RULE_MAP_ERROR_COMPARE_ZERO)
		fix_handle_test(e, f, o, &w);
	else if (o->api->fails == DL_FAILS_ZERO)
		fix_count_test(e, f, &w);
}
