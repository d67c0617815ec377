/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Walking a function: blocks in reverse postorder, so that all ways into a join are there before it
 * is left. At a join, paths that agree on every object become one (ESP: Das, Lerner, Seigle, PLDI
 * 2002). A loop is walked as it is until its head has seen states that agree; what differs between
 * them is unknown from then on, but for bounds that hold in every round. Objects made in an earlier
 * round are the older ones of their site.
 */
#include "checker/engine/impl.h"

#define CROWD 16	/* states per block from which on they are joined whatever differs */
#define MAX_STATES 40	/* per block; the rest is dropped, and the function counted as capped */
#define MAX_ROUNDS 8	/* per loop head and group of agreeing states */

struct head {			/* states seen at the head of a loop, after its first round */
	struct dl_path_state *states[MAX_STATES];
	unsigned rounds[MAX_STATES];
	size_t n;
};

struct walk {
	struct dl_run *run;
	struct dl_states *pending;	/* by block id */
	struct head **heads;		/* by block id */
	uint32_t *by_order;		/* block id by order number */
};

void dl_states_add(struct dl_arena *arena, struct dl_states *states, struct dl_path_state *s)
{
	states->items = dl_arena_reserve(arena, states->items, states->n, &states->cap,
					 sizeof(*states->items));
	states->items[states->n++] = s;
}

/* ---- what a path would return, roughly: success and failure are not joined ------------------- */

enum outcome { OUTCOME_OTHER, OUTCOME_NEGATIVE, OUTCOME_ZERO, OUTCOME_NONZERO };

static enum outcome outcome(const struct dl_path_state *s, const struct dl_value *v)
{
	struct dl_range r;

	if (!v)
		return OUTCOME_OTHER;
	r = dl_state_range(s, v);
	if (r.hi < 0)
		return OUTCOME_NEGATIVE;
	if (r.lo == 0 && r.hi == 0)
		return OUTCOME_ZERO;
	return dl_state_nonzero(s, v) ? OUTCOME_NONZERO : OUTCOME_OTHER;
}

static bool same_outcome(const struct dl_run *run, const struct dl_path_state *a,
			 const struct dl_path_state *b)
{
	for (const struct dl_run *r = run; r; r = r->caller) {
		for (size_t i = 0; i < r->flow->nreturned; i++) {
			const struct dl_value *l = dl_value_local(run->analysis->values,
								  r->flow->returned[i], r->context);

			if (outcome(a, dl_state_bound(a, l)) != outcome(b, dl_state_bound(b, l)))
				return false;
		}
	}
	return true;
}

/* addr is a local of some function on the chain that holds a direction. */
static bool is_direction(const struct dl_run *run, const struct dl_value *addr)
{
	for (; run; run = run->caller)
		if (run->context == addr->context)
			return run->flow->directs[((const struct dl_local *)addr->p)->id];
	return false;
}

/* Constant directions and pointers to the stack are worth a path of their own. */
static bool same_choices(const struct dl_run *run, const struct dl_path_state *a,
			 const struct dl_path_state *b)
{
	for (size_t i = 0, at = 0; i < a->nbindings; i++) {
		const struct dl_value *addr = a->bindings[i].addr, *v = a->bindings[i].value, *w;

		if (addr->kind != DL_V_LOCAL)
			continue;
		w = dl_state_next_bound(b, &at, addr);
		if (!w || w == v)
			continue;
		if (v->kind == DL_V_CONST && w->kind == DL_V_CONST && is_direction(run, addr))
			return false;
		if ((dl_value_root(v)->kind == DL_V_LOCAL) !=
		    (dl_value_root(w)->kind == DL_V_LOCAL))
			return false;
	}
	return true;
}

static bool has_older(const struct dl_path_state *s)
{
	for (size_t i = 0; i < s->nobjects; i++)
		if (s->objects[i].age && !s->objects[i].shared && dl_object_is_live(&s->objects[i]))
			return true;
	return false;
}

/*
 * Of loops in loops, it is worth a path of its own which of them has had turns: what earlier turns
 * made is there because of one or the other, and what undoes it counts back from where they are.
 */
static bool same_turns(const struct dl_run *run, const struct dl_path_state *a,
		       const struct dl_path_state *b)
{
	if (!has_older(a) || !has_older(b))
		return true;
	for (size_t i = 0; i < run->func->nlocals; i++) {
		const struct dl_value *addr, *x, *y;

		if (!run->flow->counts[i])
			continue;
		addr = dl_value_local(run->analysis->values, run->func->locals[i], run->context);
		x = dl_state_bound(a, addr);
		y = dl_state_bound(b, addr);
		if (x && y && (outcome(a, x) == OUTCOME_ZERO) != (outcome(b, y) == OUTCOME_ZERO))
			return false;
	}
	return true;
}

static struct dl_path_state *join(struct dl_run *run, const struct dl_path_state *a,
				  const struct dl_path_state *b, const struct dl_block *at,
				  enum dl_ranges ranges, enum dl_agreement agreement)
{
	if (!same_outcome(run, a, b) || !dl_ends_same_failure(run, a, b) ||
	    !same_choices(run, a, b) || !same_turns(run, a, b))
		return NULL;
	return dl_state_join(a, b, run->analysis->values, at, at, run->context, ranges, agreement);
}

/* ---- loops ----------------------------------------------------------------------------------- */

struct loop_test {
	struct dl_run *run;
	const struct dl_loop *loop;
};

/* Was this made in the loop, directly or in a function called from it? */
static bool made_in_loop(const struct dl_block *origin, uint32_t context, void *arg)
{
	const struct loop_test *t = arg;
	const struct dl_analysis *an = t->run->analysis;

	while (context != t->run->context) {
		if (!context)
			return false;
		origin = an->contexts[context].call->block;
		context = an->contexts[context].parent;
	}
	return t->loop->body[origin->id];
}

static const struct dl_value *loop_value(struct dl_run *run, const struct dl_loop *loop,
					 const struct dl_value *addr, const struct dl_type *type)
{
	return dl_value_symbol(run->analysis->values, type, loop->head, addr, 1, run->context,
			       loop->head);
}

/* What a binding that the loop computes anew is known of: its bounds outlive its name. */
struct renamed {
	const struct dl_value *name;
	struct dl_range range;
	bool nonzero;
};

static size_t widen_bindings(struct dl_run *run, struct dl_path_state *s, struct loop_test *t,
			     struct renamed *renamed)
{
	size_t n = 0, count = 0;

	for (size_t i = 0; i < s->nbindings; i++) {
		struct dl_binding b = s->bindings[i];

		if (dl_object_is_kept(s, b.value)) {
			s->bindings[n++] = b;
			continue;
		}
		if (dl_value_any_origin(b.addr, made_in_loop, t))
			continue;
		if (dl_value_any_origin(b.value, made_in_loop, t)) {
			struct renamed *r = &renamed[count++];

			r->range = dl_state_range(s, b.value);
			r->nonzero = dl_state_nonzero(s, b.value);
			r->name = b.value = loop_value(run, t->loop, b.addr, b.value->type);
		}
		s->bindings[n++] = b;
	}
	s->nbindings = n;
	return count;
}

static void know_again(struct dl_run *run, struct dl_path_state *s, const struct renamed *r)
{
	if (r->range.lo != INT64_MIN || r->range.hi != INT64_MAX)
		dl_state_bound_range(s, r->name, r->range);
	if (r->nonzero)
		dl_state_assume(s, run->analysis->values, r->name, true);
}

/* Does a call in the loop possibly write what v was read from? */
static bool changed_in_loop(const struct dl_path_state *s, const struct dl_value *v,
			    struct loop_test *t)
{
	for (size_t i = 0; i < s->nregions; i++) {
		const struct dl_region *r = &s->regions[i];

		if (r->epoch && dl_value_any_origin(r->epoch, made_in_loop, t) &&
		    dl_region_affects(r, v))
			return true;
	}
	return false;
}

static void widen_facts(struct dl_path_state *s, struct loop_test *t)
{
	size_t n = 0, m = 0;

	for (size_t i = 0; i < s->nfacts; i++)
		if (!dl_value_any_origin(s->facts[i].v, made_in_loop, t) &&
		    !changed_in_loop(s, s->facts[i].v, t))
			s->facts[n++] = s->facts[i];
	s->nfacts = n;
	for (size_t i = 0; i < s->nregions; i++)
		if (!dl_value_any_origin(s->regions[i].base, made_in_loop, t) &&
		    !dl_value_any_origin(s->regions[i].from, made_in_loop, t))
			s->regions[m++] = s->regions[i];
	s->nregions = m;
}

static void widen(struct dl_run *run, struct dl_path_state *s, const struct dl_loop *loop)
{
	struct loop_test t = { run, loop };
	struct renamed *renamed = DL_NEW_ARRAY(run->analysis->arena, struct renamed, s->nbindings);
	size_t n;

	dl_object_age(run, s, made_in_loop, &t);
	n = widen_bindings(run, s, &t, renamed);
	widen_facts(s, &t);
	for (size_t i = 0; i < n; i++)
		know_again(run, s, &renamed[i]);
}

static bool try_head(struct walk *w, struct head *h, size_t i, const struct dl_block *at,
		     enum dl_agreement agreement, struct dl_path_state **s)
{
	struct dl_path_state *joined =
		join(w->run, h->states[i], *s, at, DL_RANGES_WIDEN, agreement);

	if (!joined)
		return false;
	if (dl_state_equal(joined, h->states[i]) || h->rounds[i]++ >= MAX_ROUNDS) {
		*s = NULL;
		return true;
	}
	h->states[i] = dl_state_copy(joined);
	*s = joined;
	return true;
}

/* Returns the state to go on with, or NULL if the head has seen as much. */
static struct dl_path_state *merge_into_head(struct walk *w, struct head *h,
					     struct dl_path_state *s, const struct dl_block *at)
{
	for (size_t i = 0; i < h->n; i++)
		if (try_head(w, h, i, at, DL_AGREE, &s))
			return s;
	for (size_t i = CROWD; i < h->n; i++)
		if (try_head(w, h, i, at, DL_AGREE_ON_NOTHING, &s))
			return s;
	if (h->n == MAX_STATES) {
		dl_cost_limit(w->run, DL_LIMIT_STATES);
		return NULL;
	}
	h->states[h->n++] = dl_state_copy(s);
	return s;
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static void join_pending(struct walk *w, const struct dl_block *b, struct dl_states *states);

static void arrive(struct walk *w, const struct dl_block *from, const struct dl_block *to,
		   struct dl_path_state *s)
{
	struct dl_states *waiting = &w->pending[to->id];

	if (dl_flow_is_back_edge(w->run->flow, from, to)) {
		if (!w->heads[to->id])
			w->heads[to->id] = DL_NEW(w->run->analysis->arena, struct head);
		widen(w->run, s, w->run->flow->loop_of_head[to->id]);
		s = merge_into_head(w, w->heads[to->id], s, to);
		if (!s)
			return;
	}
	dl_states_add(w->run->analysis->arena, waiting, s);
	if (waiting->n >= 2 * MAX_STATES)
		join_pending(w, to, waiting);
}

static void add_trail(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *at,
		      const struct dl_value *cond, bool taken)
{
	struct dl_trail *t = DL_NEW(run->analysis->arena, struct dl_trail);

	*t = (struct dl_trail){ s->trail, at, run->func->unit, run->context, cond, taken };
	s->trail = t;
}

/* "p is NULL", although *p has been written to. */
static bool denies_pointer(const struct dl_path_state *s, const struct dl_value *cond, bool truth)
{
	for (; cond->kind == DL_V_NOT; cond = cond->a)
		truth = !truth;
	if (cond->kind == DL_V_CMP && cond->op == DL_CMP_EQ && cond->b->kind == DL_V_CONST &&
	    cond->b->imm == 0) {
		cond = cond->a;
		truth = !truth;
	}
	return !truth && cond->type && cond->type->kind == DL_TYPE_POINTER &&
	       dl_state_written_through(s, cond);
}

static void take(struct walk *w, struct dl_path_state *s, const struct dl_instr *at,
		 const struct dl_value *cond, bool truth, bool open)
{
	struct dl_run *run = w->run;

	if (denies_pointer(s, cond, truth) ||
	    !dl_state_assume(s, run->analysis->values, cond, truth))
		return;
	if (open)
		add_trail(run, s, at, cond, truth);
	if (!at->loop)
		dl_object_branch(run, s, cond, truth, at);
	arrive(w, at->block, at->targets[truth ? 0 : 1], s);
}

static void branch(struct walk *w, struct dl_path_state *s, const struct dl_instr *at)
{
	const struct dl_value *cond = dl_eval_operand(w->run, s, &at->ops[0]);
	int known = dl_state_truth(s, cond);

	if (at->loop)
		dl_sg_loop(w->run, s, at);
	else
		dl_check_branch(w->run, s, at);
	if (known < 0) {
		take(w, dl_state_copy(s), at, cond, true, true);
		take(w, s, at, cond, false, true);
	} else {
		take(w, s, at, cond, known, false);
	}
}

static void switch_case(struct walk *w, const struct dl_path_state *s, const struct dl_instr *at,
			const struct dl_value *v, size_t i)
{
	struct dl_path_state *t = dl_state_copy(s);
	struct dl_values *vs = w->run->analysis->values;
	struct dl_range r = { at->cases[i].lo, at->cases[i].hi };

	if (!dl_state_bound_range(t, v, r))
		return;
	if (r.lo == r.hi)
		dl_object_branch(w->run, t,
				 dl_value_cmp(vs, DL_CMP_EQ, v, dl_value_const(vs, v->type, r.lo)),
				 true, at);
	arrive(w, at->block, at->targets[i], t);
}

/* For the default: takes the labels off both ends of what v may be, until nothing changes. */
static bool exclude_cases(struct dl_path_state *s, const struct dl_instr *at,
			  const struct dl_value *v)
{
	struct dl_range r = dl_state_range(s, v);
	bool changed = true;

	while (changed && r.lo <= r.hi) {
		changed = false;
		for (size_t i = 0; i < at->ncases; i++) {
			const struct dl_case *c = &at->cases[i];

			if (c->lo <= r.lo && r.lo <= c->hi && c->hi != INT64_MAX) {
				r.lo = c->hi + 1;
				changed = true;
			}
			if (c->lo <= r.hi && r.hi <= c->hi && c->lo != INT64_MIN) {
				r.hi = c->lo - 1;
				changed = true;
			}
		}
	}
	return r.lo <= r.hi && dl_state_bound_range(s, v, r);
}

static void switch_to(struct walk *w, struct dl_path_state *s, const struct dl_instr *at)
{
	struct dl_values *vs = w->run->analysis->values;
	const struct dl_value *v = dl_eval_operand(w->run, s, &at->ops[0]);

	for (size_t i = 0; i < at->ncases; i++)
		switch_case(w, s, at, v, i);
	for (size_t i = 0; i < at->ncases; i++) {
		const struct dl_value *eq;

		if (at->cases[i].lo != at->cases[i].hi)
			continue;
		eq = dl_value_cmp(vs, DL_CMP_EQ, v, dl_value_const(vs, v->type, at->cases[i].lo));
		if (!dl_state_assume(s, vs, eq, false))
			return;
		dl_object_branch(w->run, s, eq, false, at);
	}
	if (exclude_cases(s, at, v))
		arrive(w, at->block, at->targets[at->ncases], s);
}

static void leave(struct walk *w, struct dl_path_state *s, const struct dl_instr *at)
{
	struct dl_run *run = w->run;
	struct dl_exit e = { s, NULL, at };

	if (at->nops)
		e.value = dl_eval_operand(run, s, &at->ops[0]);
	run->exits.items = dl_arena_reserve(run->analysis->arena, run->exits.items, run->exits.n,
					    &run->exits.cap, sizeof(e));
	run->exits.items[run->exits.n++] = e;
}

static void terminate(struct walk *w, struct dl_path_state *s, const struct dl_instr *at)
{
	switch (at->op) {
	case DL_OP_JUMP:
		arrive(w, at->block, at->targets[0], s);
		break;
	case DL_OP_BRANCH:
		branch(w, s, at);
		break;
	case DL_OP_SWITCH:
		switch_to(w, s, at);
		break;
	case DL_OP_ANY:
		for (size_t i = 0; i < at->ntargets; i++)
			arrive(w, at->block, at->targets[i], dl_state_copy(s));
		break;
	case DL_OP_RET:
		leave(w, s, at);
		break;
	default:
		break;
	}
}

static void walk_block(struct walk *w, struct dl_path_state *s, const struct dl_block *b, size_t k);

/* A call that was followed came back in several states: each walks the rest of the block. */
static void walk_others(struct walk *w, const struct dl_states *after, const struct dl_instr *call,
			size_t k)
{
	struct dl_run *run = w->run;
	const struct dl_value **saved = run->results;
	size_t n = run->func->nvalues;

	for (size_t i = 1; i < after->n; i++) {
		run->results = DL_NEW_ARRAY(run->analysis->arena, const struct dl_value *, n + 1);
		for (size_t v = 0; v < n; v++)
			run->results[v] = saved[v];
		dl_eval_take_result(run, after->items[i], call);
		walk_block(w, after->items[i], call->block, k + 1);
	}
	run->results = saved;
}

/* The rest of a block from instruction k on. */
static void walk_block(struct walk *w, struct dl_path_state *s, const struct dl_block *b, size_t k)
{
	for (; k + 1 < b->ninstrs; k++) {
		const struct dl_instr *in = b->instrs[k];
		struct dl_states after = { 0 };

		if (in->op != DL_OP_CALL) {
			dl_eval_instr(w->run, s, in);
			continue;
		}
		dl_call(w->run, s, in, &after);
		if (!after.n)
			return;
		walk_others(w, &after, in, k);
		s = after.items[0];
		dl_eval_take_result(w->run, s, in);
	}
	terminate(w, s, b->instrs[b->ninstrs - 1]);
}

/* Joins s into one of the first n that agrees with it. */
static bool join_into(struct walk *w, const struct dl_block *b, struct dl_states *states,
		      size_t first, size_t n, struct dl_path_state *s, enum dl_agreement agreement)
{
	for (size_t k = first; k < n; k++) {
		struct dl_path_state *j =
			join(w->run, states->items[k], s, b, DL_RANGES_JOIN, agreement);

		if (j) {
			states->items[k] = j;
			return true;
		}
	}
	return false;
}

/* Joins what agrees among the states that wait at a block, and what does not in a crowd. */
static void join_pending(struct walk *w, const struct dl_block *b, struct dl_states *states)
{
	size_t n = 0;

	for (size_t i = 0; i < states->n; i++) {
		struct dl_path_state *s = states->items[i];

		if (join_into(w, b, states, 0, n, s, DL_AGREE) ||
		    join_into(w, b, states, CROWD, n, s, DL_AGREE_ON_NOTHING))
			continue;
		if (n < MAX_STATES)
			states->items[n++] = s;
		else
			dl_cost_limit(w->run, DL_LIMIT_STATES);
	}
	states->n = n;
}

static bool visit(struct walk *w, const struct dl_block *b)
{
	struct dl_states states = w->pending[b->id];

	w->run->reached[b->id] = true;
	w->pending[b->id] = (struct dl_states){ 0 };
	join_pending(w, b, &states);
	for (size_t i = 0; i < states.n; i++)
		dl_object_prune(states.items[i]);
	for (size_t i = 0; i < states.n; i++) {
		if (!w->run->analysis->budget)
			dl_cost_limit(w->run, DL_LIMIT_BUDGET);
		if (!w->run->analysis->budget)
			return false;
		w->run->analysis->budget--;
		w->run->analysis->engine->stats.states++;
		walk_block(w, states.items[i], b, 0);
	}
	return true;
}

void dl_exec_function(struct dl_run *run, struct dl_path_state *entry)
{
	struct dl_arena *arena = run->analysis->arena;
	size_t n = run->func->nblocks, i = 0;
	struct walk w = { .run = run };

	w.pending = DL_NEW_ARRAY(arena, struct dl_states, n);
	w.heads = DL_NEW_ARRAY(arena, struct head *, n);
	w.by_order = DL_NEW_ARRAY(arena, uint32_t, n);
	run->reached = DL_NEW_ARRAY(arena, bool, n);
	run->results = DL_NEW_ARRAY(arena, const struct dl_value *, run->func->nvalues + 1);
	for (size_t b = 0; b < n; b++)
		w.by_order[run->flow->order[b]] = (uint32_t)b;
	dl_states_add(arena, &w.pending[0], entry);
	while (i < n) {
		const struct dl_block *b = run->func->blocks[w.by_order[i]];

		if (!w.pending[b->id].n) {
			i++;
			continue;
		}
		if (!visit(&w, b))
			return;
		/* a loop may have put work before this block */
		for (size_t k = 0; k <= i; k++)
			if (w.pending[w.by_order[k]].n) {
				i = k;
				break;
			}
	}
}
