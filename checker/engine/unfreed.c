/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory of dma_alloc_*() that is kept in a structure and freed only where its set-up goes wrong:
 * the function that frees it is called by those that allocate, on their way to failure, and by no
 * other. Whoever tears down a set-up that went well forgets it (dma-api.rst, part Ia).
 *
 * No paths here, as in teardown.c: "no other" needs all that may be. Any free of the module that may
 * be about the same member counts, whoever calls it; and a function that somebody outside may call
 * is taken to be called.
 */
#include "checker/engine/trace.h"

#include <string.h>

#define BUDGET 400	/* steps of one question */
#define MAX_SITES 64	/* calls that lead to a free */

struct kept {			/* memory, and the member that keeps the pointer to it */
	const struct dl_instr *alloc, *store;
	const struct dl_func *func;
	struct dl_place_key place;
	const struct dl_type *record;
};

struct asked {			/* where a value may be from */
	const struct dl_place_key *place;
	struct dl_place_key first;
	bool same, several, unknown;
	size_t n;
};

struct judgement {
	struct dl_engine *engine;
	const struct dl_unit *const *units;	/* of the module */
	size_t nunits;
	const struct kept *kept;
	const struct dl_instr *free;		/* the first that is about it */
	const struct dl_func *freed_in;
	const struct dl_func *above[MAX_SITES];	/* functions that come to the allocation */
	const struct dl_func *below[MAX_SITES];	/* that free, and are called only by those above */
	size_t nabove, nbelow;
	bool torn_down;
};

/* ---- where a value is from ------------------------------------------------------------------- */

static void note_origin(void *arg, const struct dl_origin *o)
{
	struct asked *a = arg;

	if (o->kind != DL_ORIGIN_PLACE) {
		a->unknown = true;
		return;
	}
	if (!a->n++)
		a->first = o->place;
	else if (strcmp(a->first.record, o->place.record) != 0 ||
		 strcmp(a->first.field, o->place.field) != 0)
		a->several = true;
	if (a->place && !strcmp(a->place->record, o->place.record) &&
	    !strcmp(a->place->field, o->place.field))
		a->same = true;
}

static struct asked ask(const struct judgement *j, const struct dl_func *func,
			const struct dl_operand *op, bool memory)
{
	struct asked a = { .place = j->kept ? &j->kept->place : NULL };
	struct dl_tracer t = { .facts = j->engine->facts, .units = j->units, .nunits = j->nunits,
			       .found = note_origin, .arg = &a, .budget = BUDGET };

	if (memory)
		dl_trace_memory(&t, func, op);
	else
		dl_trace_value(&t, func, op);
	return a;
}

/* ---- every instruction of the module --------------------------------------------------------- */

typedef void (*each_instr)(struct judgement *j, const struct dl_func *func,
			   const struct dl_instr *in);

static void each(struct judgement *j, each_instr f)
{
	for (size_t u = 0; u < j->nunits; u++)
		for (size_t i = 0; i < j->units[u]->nfuncs; i++) {
			const struct dl_func *func = j->units[u]->funcs[i];

			dl_for_each_instr(in, func)
				f(j, func, in);
		}
}

static bool is_call_of(const struct judgement *j, const struct dl_func *caller,
		       const struct dl_instr *in, const struct dl_func *body)
{
	const struct dl_decl *callee = dl_callee(in);

	return callee && !strcmp(callee->name, body->name) &&
	       dl_facts_body(j->engine->facts, callee, caller->unit) == body;
}

static bool has(const struct dl_func *const *funcs, size_t n, const struct dl_func *f)
{
	for (size_t i = 0; i < n; i++)
		if (funcs[i] == f)
			return true;
	return false;
}

static void add(struct judgement *j, const struct dl_func **funcs, size_t *n,
		const struct dl_func *f)
{
	if (has(funcs, *n, f))
		return;
	if (*n == MAX_SITES)
		j->torn_down = true;
	else
		funcs[(*n)++] = f;
}

/* ---- who can be called from elsewhere -------------------------------------------------------- */

/* Does a module elsewhere know a structure of that name? */
static bool is_known_elsewhere(const struct judgement *j, const struct dl_type *record)
{
	const struct dl_engine *e = j->engine;

	for (size_t i = 0; i < e->nunits; i++)
		if (!dl_same_module(dl_module_of(e->units[i]), dl_module_of(j->units[0])) &&
		    dl_ir_find_type((struct dl_unit *)e->units[i], record->name))
			return true;
	for (size_t i = 0; i < record->nfields; i++)
		if (dl_is_shared(e, record, &record->fields[i]))
			return true;
	return false;
}

/* It takes a structure of the driver: nobody outside has one to call it with, through a table. */
static bool takes_own(const struct judgement *j, const struct dl_func *f)
{
	for (size_t i = 0; i < f->nparams; i++) {
		const struct dl_type *t = f->locals[i]->type;

		if (t->kind == DL_TYPE_POINTER && t->elem && t->elem->kind == DL_TYPE_RECORD &&
		    t->elem->nfields && !is_known_elsewhere(j, t->elem))
			return true;
	}
	return false;
}

static bool is_closed(const struct judgement *j, const struct dl_func *f)
{
	return dl_facts_called_only(j->engine->facts, f) && !f->decl->listed &&
	       !dl_facts_called_by_pointer(j->engine->facts, f) && takes_own(j, f);
}

/* ---- on the way to failure only -------------------------------------------------------------- */

/* "return 0" can be reached from the instruction. */
static bool may_succeed(struct dl_arena *arena, const struct dl_func *f, const struct dl_instr *in)
{
	bool *seen = DL_NEW_ARRAY(arena, bool, f->nblocks);

	dl_flow_mark(in->block, seen);
	for (size_t i = 0; i < f->nblocks; i++) {
		const struct dl_instr *t = dl_ir_terminator(f->blocks[i]);

		if (seen[f->blocks[i]->id] && t->op == DL_OP_RET && t->nops &&
		    t->ops[0].kind == DL_OPERAND_INT && t->ops[0].imm == 0)
			return true;
	}
	return false;
}

/* A call in a function that also comes to the allocation: does it undo a failed set-up? */
static void judge_undo(struct judgement *j, const struct dl_func *func, const struct dl_instr *undo)
{
	struct dl_arena *arena = dl_arena_new();
	bool succeeds = false;

	dl_for_each_instr(in, func) {
		bool makes = in == j->kept->alloc;

		for (size_t i = 0; i < j->nabove && !makes; i++)
			makes = is_call_of(j, func, in, j->above[i]);
		succeeds |= makes && may_succeed(arena, func, in);
	}
	if (func->ret->kind != DL_TYPE_INT || !succeeds || may_succeed(arena, func, undo))
		j->torn_down = true;
	dl_arena_free(arena);
}

static void go_up(struct judgement *j, const struct dl_func *func, const struct dl_instr *in)
{
	for (size_t i = 0; i < j->nabove; i++)
		if (is_call_of(j, func, in, j->above[i]))
			add(j, j->above, &j->nabove, func);
}

static void go_to_callers(struct judgement *j, const struct dl_func *func,
			  const struct dl_instr *in)
{
	for (size_t i = 0; i < j->nbelow; i++) {
		if (!is_call_of(j, func, in, j->below[i]))
			continue;
		if (has(j->above, j->nabove, func))
			judge_undo(j, func, in);
		else if (is_closed(j, func))
			add(j, j->below, &j->nbelow, func);
		else
			j->torn_down = true;
	}
}

/* ---- the frees ------------------------------------------------------------------------------- */

static void note_free(struct judgement *j, const struct dl_func *func, const struct dl_instr *in)
{
	const struct dl_api *api = dl_call_api(in);
	struct asked a;

	if (!api || api->action != DL_ACT_RELEASE || api->machine != DL_MACHINE_ALLOC)
		return;
	if (dl_api_arg(api, DL_ROLE_CPU) < 0) {
		j->torn_down = true;
		return;
	}
	a = ask(j, func, &in->ops[dl_api_arg(api, DL_ROLE_CPU) + 1], false);
	if (a.n && !a.same && !a.unknown)
		return;		/* of another member */
	if (!a.same || a.unknown)
		j->torn_down = true;
	else if (has(j->above, j->nabove, func))
		judge_undo(j, func, in);
	else if (is_closed(j, func))
		add(j, j->below, &j->nbelow, func);
	else
		j->torn_down = true;
	if (a.same && !j->free) {
		j->free = in;
		j->freed_in = func;
	}
}

/* The structure goes to code that is not here, or the pointer does. */
static void note_outside(struct judgement *j, const struct dl_func *func, const struct dl_instr *in)
{
	const struct dl_decl *d = dl_callee(in);

	if (in->op != DL_OP_CALL || dl_call_api(in) || (d && dl_kernel_find(d->name)) ||
	    (d && (d->defined || dl_facts_body(j->engine->facts, d, func->unit))))
		return;
	for (size_t i = 1; i < in->nops; i++) {
		const struct dl_type *t = in->ops[i].type;

		if (t && t->kind == DL_TYPE_POINTER && t->elem == j->kept->record)
			j->torn_down = true;
	}
}

/* ---- the verdict ----------------------------------------------------------------------------- */

static void report(struct judgement *j)
{
	const struct kept *k = j->kept;

	dl_report_after(j->engine, DL_RULE_COHERENT_LEAK, k->func->unit, k->alloc->loc,
			k->func->name, DL_STEP_RELEASED, j->freed_in->unit, j->free->loc,
			"freed here, on the way to failure",
			"what %s() allocates is kept in '%s' of %s, and is freed only where the "
			"set-up fails: nothing that tears it down does so",
			dl_call_name(k->alloc), k->place.field, k->place.record);
}

static void judge(struct judgement *j)
{
	size_t before;

	j->nabove = j->nbelow = 0;
	j->free = NULL;
	j->torn_down = false;
	add(j, j->above, &j->nabove, j->kept->func);
	do {
		before = j->nabove;
		each(j, go_up);
	} while (j->nabove > before && !j->torn_down);
	each(j, note_free);
	if (!j->free || j->torn_down)
		return;
	do {
		before = j->nbelow;
		each(j, go_to_callers);
	} while (j->nbelow > before && !j->torn_down);
	each(j, note_outside);
	if (!j->torn_down && !is_known_elsewhere(j, j->kept->record))
		report(j);
}

/* "ring->cpu = dma_alloc_coherent(..)": the store, if it is the only thing done with the result. */
static const struct dl_instr *store_of(const struct dl_instr *call)
{
	const struct dl_instr *b;

	for (size_t i = 0; i < call->block->ninstrs; i++) {
		b = call->block->instrs[i];
		if (b->op == DL_OP_STORE && dl_ir_is_result(&b->ops[1], call) &&
		    b->ops[0].kind == DL_OPERAND_VALUE)
			return b;
	}
	return NULL;
}

static void note_alloc(struct judgement *j, const struct dl_func *func, const struct dl_instr *in)
{
	const struct dl_api *api = dl_call_api(in);
	struct kept kept = { .alloc = in, .func = func };
	struct asked a;

	if (!api || api->action != DL_ACT_ACQUIRE || api->machine != DL_MACHINE_ALLOC ||
	    api->returns != DL_RET_CPU || api->family == DL_FAMILY_MANAGED)
		return;
	kept.store = func->in_header ? NULL : store_of(in);
	if (!kept.store)
		return;
	a = ask(j, func, &kept.store->ops[0], true);
	if (a.unknown || a.several || !a.n || strncmp(a.first.record, "struct ", strlen("struct ")) != 0)
		return;
	kept.place = a.first;
	kept.record = dl_ir_find_type((struct dl_unit *)func->unit, a.first.record);
	if (!kept.record)
		return;
	j->kept = &kept;
	judge(j);
	j->kept = NULL;
}

static bool frees_memory(const struct dl_unit *unit)
{
	for (size_t i = 0; i < unit->ndecls; i++) {
		const struct dl_api *api = dl_api_find(unit->decls[i]->name,
						       unit->decls[i]->nparams);

		if (api && api->action == DL_ACT_RELEASE && api->machine == DL_MACHINE_ALLOC)
			return true;
	}
	return false;
}

void dl_unfreed_module(struct dl_engine *e, const struct dl_unit *const *units, size_t n)
{
	struct judgement j = { .engine = e, .units = units, .nunits = n };
	bool frees = false;

	for (size_t i = 0; i < n; i++)
		frees |= frees_memory(units[i]);
	if (frees)
		each(&j, note_alloc);
}
