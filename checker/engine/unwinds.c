/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Loops that undo what an earlier loop has made, and leave out the first one: "while (--i > 0)"
 * behind "for (i = 0; ...)". One path does not tell which of many elements are left. So each place
 * that keeps something in an array says the lowest index that it begins with, and each release of
 * an element says whether its index could be that one. Where none could, and the releases are on
 * their way to failure, the first one is lost.
 *
 * Indices count only as constants at the start and as what the path knows at the release; all else
 * is taken for undone.
 */
#include "checker/engine/impl.h"

#include <string.h>

struct dl_filled {		/* a loop that fills an array */
	const struct dl_instr *site;
	const struct dl_api *api;
	const struct dl_value *addr;	/* of the element with the lowest index */
	bool several;			/* it is not the only one */
	bool undone;			/* some release may be of that one */
	const struct dl_instr *skipped_at;	/* a release that cannot be */
	struct dl_filled *next;
};

/*
 * An element: of which array, and where in it. The first element of an array has the address of the
 * array, so which part of an address is an index shows beside another one only.
 */
struct element {
	const struct dl_value *array;
	const struct dl_value *index;	/* NULL: 0 */
};

static struct element element(const struct dl_value *addr)
{
	if (addr->kind == DL_V_INDEX)
		return (struct element){ addr->a, addr->b };
	return (struct element){ addr, NULL };
}

/* The same member of two elements, of which one at least has an index. */
static bool find_elements(const struct dl_value *a, const struct dl_value *b, struct element *x,
			  struct element *y)
{
	while (a->kind == DL_V_FIELD && b->kind == DL_V_FIELD && a->p == b->p && a->imm == b->imm) {
		a = a->a;
		b = b->a;
	}
	*x = element(a);
	*y = element(b);
	return x->index || y->index;
}

static bool in_loop(const struct dl_run *run, const struct dl_instr *at)
{
	const struct dl_block *block = at->block;

	for (; run; run = run->caller) {
		if (dl_flow_in_loop(run->flow, block))
			return true;
		if (run->caller)
			block = run->analysis->contexts[run->context].call->block;
	}
	return false;
}

static bool is_constant(const struct element *e)
{
	return !e->index || e->index->kind == DL_V_CONST;
}

static int64_t number(const struct element *e)
{
	return e->index ? e->index->imm : 0;
}

void dl_unwind_kept(struct dl_run *run, const struct dl_object *o, const struct dl_value *addr,
		    const struct dl_instr *at)
{
	struct dl_analysis *an = run->analysis;
	struct element x, y;
	struct dl_filled *f;

	if (!in_loop(run, at))
		return;
	for (f = an->filled; f; f = f->next) {
		if (f->site != o->site || !dl_value_same_shape(f->addr, addr))
			continue;
		if (!find_elements(f->addr, addr, &x, &y))
			return;
		f->several = true;
		if (is_constant(&y) && number(&y) < number(&x))
			f->addr = addr;
		return;
	}
	if (addr->kind == DL_V_INDEX && addr->b->kind != DL_V_CONST)
		return;
	f = DL_NEW(an->arena, struct dl_filled);
	*f = (struct dl_filled){ .site = o->site, .api = o->api, .addr = addr, .next = an->filled };
	an->filled = f;
}

const struct dl_value *dl_release_place(struct dl_run *run, struct dl_path_state *s,
					const struct dl_call_args *a)
{
	const struct dl_operand *op;
	enum dl_role role = dl_is_memory(a->api) ? DL_ROLE_CPU : DL_ROLE_HANDLE;
	const struct dl_value *v = dl_is_memory(a->api) ? dl_memory_arg(a)
							: a->by_role[DL_ROLE_HANDLE];

	if (v && v->kind == DL_V_INIT)
		return v->a;
	op = dl_call_operand(a->api, a->in, role);
	return op ? dl_eval_read_from(run, s, op) : NULL;
}

static bool is_same_array(const struct dl_value *a, const struct dl_value *b)
{
	enum dl_value_kind root = dl_value_root(a)->kind;

	return a == b || (dl_value_same_shape(a, b) && root != DL_V_SYMBOL &&
			  root != DL_V_APPLY && root == dl_value_root(b)->kind);
}

bool dl_is_another_member(const struct dl_value *a, const struct dl_value *b)
{
	return a->kind == DL_V_FIELD && b->kind == DL_V_FIELD &&
	       (a->p != b->p || strcmp(dl_value_field_name(a), dl_value_field_name(b)) != 0);
}

static bool may_be_index(struct dl_run *run, const struct dl_path_state *s,
			 const struct element *e, int64_t n)
{
	struct dl_values *vs = run->analysis->values;
	const struct dl_value *apart;
	struct dl_range r;

	if (is_constant(e))
		return number(e) == n;
	apart = dl_value_bin(vs, DL_BIN_SUB, e->index,
			     dl_value_const(vs, e->index->type, n), e->index->type);
	r = dl_state_range(s, apart);
	return r.lo <= 0 && r.hi >= 0 && !dl_state_nonzero(s, apart);
}

static void note_release(struct dl_run *run, const struct dl_path_state *s, struct dl_filled *f,
			 const struct dl_value *place, const struct dl_instr *at)
{
	struct element mine, other;

	if (place && dl_is_another_member(f->addr, place))
		return;
	if (!place || (find_elements(f->addr, place, &mine, &other), !is_constant(&mine)) ||
	    !is_same_array(mine.array, other.array) ||
	    may_be_index(run, s, &other, number(&mine)))
		f->undone = true;
	else
		f->skipped_at = at;
}

void dl_unwind_released(struct dl_run *run, struct dl_path_state *s, const struct dl_object *o,
			const struct dl_call_args *a)
{
	for (struct dl_filled *f = run->analysis->filled; f; f = f->next)
		if (!f->undone && a->api->machine == f->api->machine &&
		    dl_family_matches(f->api->family, a->api->family) && (!o || o->site == f->site))
			note_release(run, s, f, dl_release_place(run, s, a), a->in);
}

static void report(struct dl_run *run, const struct dl_filled *f, const struct dl_exit *e)
{
	enum dl_rule rule = dl_is_memory(f->api) ? DL_RULE_COHERENT_LEAK_ON_ERROR
						 : DL_RULE_MAPPING_LEAK_IN_LOOP;
	struct dl_path_state *s = e->state;
	const struct dl_object *o = NULL;

	for (size_t i = 0; i < s->nobjects; i++)
		if (s->objects[i].site == f->site)
			o = &s->objects[i];
	dl_report(run, s, rule, DL_CONFIDENCE_MEDIUM, run->func->unit, e->ret->loc, o,
		  "failure is returned while the first of what %s() has %s in a loop is still there: "
		  "no %s() comes to it",
		  dl_call_name(f->site), dl_is_memory(f->api) ? "allocated" : "mapped",
		  dl_call_name(f->skipped_at));
}

void dl_unwind_finish(struct dl_run *run)
{
	for (const struct dl_filled *f = run->analysis->filled; f; f = f->next) {
		const struct dl_exit *e;

		if (!f->several || f->undone || !f->skipped_at ||
		    !dl_is_in(run->func, f->skipped_at))
			continue;
		e = dl_undoing_failure_by(run, f->skipped_at);
		if (e)
			report(run, f, e);
	}
}
