/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Tests of a result that are the wrong way round: where the call succeeded the function fails, and
 * where it failed the function goes on and ends well. 0 is success for dma_map_sgtable() and for
 * dma_mapping_error(), failure for dma_map_sg(), and NULL is failure for dma_alloc_coherent().
 *
 * No single path tells. A call that may fail without harm has a path that ends well after it
 * failed, a later error one that fails after it succeeded; but then some path also succeeds with
 * what was made, or undoes it.
 */
#include "checker/engine/impl.h"

#include <string.h>

static bool has_failed(const struct dl_object *o)
{
	return o->state == DL_STATE_FAILED || o->was_failed;
}

static bool is_known_good(const struct dl_object *o)
{
	return dl_object_is_live(o) && o->state != DL_STATE_UNCHECKED &&
	       o->state != DL_STATE_TESTED;
}

/* By the same call, in this turn of a loop or another. */
static bool is_made_by(const struct dl_object *x, const struct dl_object *o)
{
	return x->site == o->site && x->context == o->context && !x->foreign;
}

static const struct dl_object *made_by(const struct dl_path_state *s, const struct dl_object *o)
{
	for (size_t i = 0; i < s->nobjects; i++)
		if (is_made_by(&s->objects[i], o) && !s->objects[i].age)
			return &s->objects[i];
	return NULL;
}

/* The function ends well although the call has failed. */
static bool fails_well(const struct dl_run *run, const struct dl_object *o)
{
	for (size_t i = 0; i < run->exits.n; i++) {
		const struct dl_object *x = made_by(run->exits.items[i].state, o);

		if (x && has_failed(x) && !dl_ends_in_failure(run, &run->exits.items[i]))
			return true;
	}
	return false;
}

/* There is a path on which what was made is of use. */
static bool is_ever_used(const struct dl_run *run, const struct dl_object *o)
{
	for (size_t i = 0; i < run->exits.n; i++) {
		const struct dl_exit *e = &run->exits.items[i];

		for (size_t k = 0; k < e->state->nobjects; k++)
			if (is_made_by(&e->state->objects[k], o) &&
			    !has_failed(&e->state->objects[k]) && !dl_ends_in_failure(run, e))
				return true;
	}
	return dl_fate_undone_anywhere(run, o);
}

/* Is it the value itself that is asked for, not what it points to? */
static bool is_about(const struct dl_value *cond, const struct dl_value *v)
{
	return cond == v || (cond && cond->kind != DL_V_INIT && cond->kind != DL_V_FIELD &&
			     (is_about(cond->a, v) || is_about(cond->b, v)));
}

/* The last thing the path did was to ask for the result. */
static bool leaves_at_once(const struct dl_exit *e, const struct dl_object *o)
{
	return e->state->trail && is_about(e->state->trail->cond, o->result);
}

bool dl_inverted_test(const struct dl_run *run, const struct dl_exit *e, const struct dl_object *o)
{
	bool fails = dl_ends_in_failure(run, e);

	if (!o->result || o->age || o->maybe || !e->state->trail || !is_known_good(o) ||
	    !fails_well(run, o))
		return false;
	if (o->list && leaves_at_once(e, o) && (fails || (e->value && e->value == o->result)))
		return true;
	return fails && !is_ever_used(run, o);
}

static enum dl_rule rule_of(const struct dl_object *o)
{
	if (o->list)
		return DL_RULE_MAP_SG_NEGATIVE_TEST;
	return dl_is_memory(o->api) ? DL_RULE_UNCHECKED_ALLOC : DL_RULE_UNCHECKED_MAP;
}

/* The latest branch that asked for the result since it is there, or NULL. */
static const struct dl_trail *question(const struct dl_path_state *s, const struct dl_object *o)
{
	const struct dl_trail *t = s->trail;

	while (t && t != o->acquire_trail && !dl_value_contains(t->cond, o->result))
		t = t->prev;
	return t && t != o->acquire_trail ? t : NULL;
}

void dl_inverted_report(struct dl_run *run, const struct dl_exit *e, const struct dl_object *o)
{
	const struct dl_trail *t = question(e->state, o);

	run->analysis->inverted = o->site;
	dl_report(run, e->state, rule_of(o), DL_CONFIDENCE_HIGH, t ? t->unit : o->unit,
		  t ? t->at->loc : o->site->loc, o,
		  "result of %s() tested the wrong way round: this path fails although the %s",
		  dl_call_name(o->site),
		  o->list		? "list was mapped"
		  : dl_is_memory(o->api) ? "memory was allocated"
					 : "buffer was mapped");
}

/* The block sets another member of such a record. */
static bool marks(const struct dl_block *b, const struct dl_type *record)
{
	for (size_t i = 0; i < b->ninstrs; i++) {
		const struct dl_instr *in = b->instrs[i];

		if (in->op == DL_OP_STORE && in->ops[0].kind == DL_OPERAND_VALUE &&
		    in->ops[0].value->op == DL_OP_FIELD &&
		    !strcmp(in->ops[0].value->record->name, record->name))
			return true;
	}
	return false;
}

/*
 * "if (dma_mapping_error(..)) desc->len = 0;", or the length only if there is none: the descriptor
 * is marked as one without a buffer, and what is in the place of the address does not matter.
 */
static bool is_marked(const struct dl_path_state *s, const struct dl_object *o,
		      const struct dl_value *to, const struct dl_instr *at)
{
	const struct dl_trail *t = question(s, o);

	if (!t || !to || to->kind != DL_V_FIELD ||
	    t->at->op != DL_OP_BRANCH)
		return false;
	for (int i = 0; i < 2; i++)
		if (t->at->targets[i] != at->block && marks(t->at->targets[i], to->p))
			return true;
	return false;
}

/* What the test answered is no use of what it was asked about. */
static bool is_answer(struct dl_run *run, const struct dl_object *o, const struct dl_value *value)
{
	return value && dl_value_contains(value, dl_mapping_error(run, o->handle));
}

bool dl_inverted_hand_over(struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_object *o, const struct dl_value *to,
			   const struct dl_value *value, const struct dl_instr *at)
{
	return o->state != DL_STATE_FAILED || dl_is_memory(o->api) ||
	       (!is_answer(run, o, value) && !is_marked(s, o, to, at));
}

/*
 * Made in the function, or in one that called it since it knows of the failure: with no question in
 * between, which might tell the callee as much.
 */
static bool is_known_here(const struct dl_run *run, const struct dl_path_state *s,
			  const struct dl_object *o)
{
	const struct dl_trail *test = question(s, o);

	if (run->context == o->context)
		return true;
	for (run = run->caller; run; run = run->caller)
		if (run->context == o->context)
			return test && !dl_asked_since(s, test);
	return false;
}

void dl_inverted_used(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		      enum dl_rule rule, const struct dl_instr *at)
{
	bool memory = dl_is_memory(o->api);

	/* a caller that cleans up after a failure knows by other means what is there */
	if (o->vague || o->age || o->maybe || (memory && !is_known_here(run, s, o)))
		return;
	o->vague = true;	/* said once */
	if (memory)
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, run->func->unit, at->loc, o,
			  "memory from %s() is used on a path on which it is NULL [pointer=%s]",
			  dl_call_name(o->site), dl_text(run, o->result));
	else
		dl_report(run, s, rule, DL_CONFIDENCE_HIGH, run->func->unit, at->loc, o,
			  "result of %s() is handed on although the test says that it has failed",
			  dl_call_name(o->site));
}
