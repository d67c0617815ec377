/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What became of what a call made, on any path that has been walked: undone, perhaps undone, or
 * stored away. A path that loses it is judged by the others: where one of them undoes it, this
 * one should have; where the driver asks its own memory first, it knows what it did (leaks.c).
 */
#include "checker/engine/impl.h"

struct dl_fate {
	const struct dl_instr *site;
	enum dl_fate_kind kind;
	uint32_t made;			/* context of site */
	uint32_t context;		/* where it happened */
	const struct dl_instr *at;	/* the release; NULL: not one, or not one alone */
	const struct dl_instr *perhaps_at;	/* an unmap that may have been about it */
	bool unwinds;			/* in a loop that is not the one that maps */
	const struct dl_value *cond;	/* asked of memory right before; NULL: nothing was */
	struct dl_fate *next;
};

/* The block of run, or of the call in run, that the object was made in; NULL: made elsewhere. */
static const struct dl_block *made_at(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_analysis *an = run->analysis;
	const struct dl_block *b = o->site->block;
	uint32_t context = o->context;

	while (context != run->context) {
		if (!context)
			return NULL;
		b = an->contexts[context].call->block;
		context = an->contexts[context].parent;
	}
	return b;
}

static bool in_other_loop(const struct dl_run *run, const struct dl_block *here,
			  const struct dl_block *made)
{
	for (size_t i = 0; i < run->func->nblocks; i++) {
		const struct dl_loop *l = run->flow->loop_of_head[i];

		if (l && l->body[here->id] && !(made && l->body[made->id]))
			return true;
	}
	return false;
}

bool dl_fate_in_other_loop(const struct dl_run *run, const struct dl_object *o,
			   const struct dl_instr *at)
{
	const struct dl_block *here = at->block;

	for (; run; here = run->analysis->contexts[run->context].call->block, run = run->caller) {
		if (in_other_loop(run, here, made_at(run, o)))
			return true;
		if (!run->caller)
			break;
	}
	return false;
}

/* The branch decides whether the path comes to the release; true also where that is not seen. */
static bool decides(const struct dl_run *run, const struct dl_trail *t, const struct dl_instr *at)
{
	return t->context != run->context || !dl_is_in(run->func, t->at) ||
	       !dl_is_in(run->func, at) ||
	       dl_flow_decides(run->analysis->arena, run->flow, t->at->block, at->block);
}

/* What the device has answered, in the very memory: nobody keeps notes there of whether it is freed. */
static bool is_answer(const struct dl_object *o, const struct dl_value *v)
{
	if (!v || !o->result || !dl_is_memory(o->api))
		return false;
	return (v->kind == DL_V_INIT && dl_value_root(v->a) == o->result) ||
	       is_answer(o, v->a) || is_answer(o, v->b);
}

/* What memory was asked right before, if that led here: "if (ecc) disable(); unmap()" does not. */
static const struct dl_value *led_here(const struct dl_run *run, const struct dl_path_state *s,
				       const struct dl_object *o, const struct dl_instr *at)
{
	const struct dl_value *cond;

	if (s->trail == o->acquire_trail || (at && !decides(run, s->trail, at)))
		return NULL;
	cond = dl_last_question(s);
	return is_answer(o, cond) ? NULL : cond;
}

void dl_fate_note(struct dl_run *run, const struct dl_path_state *s, const struct dl_object *o,
		  enum dl_fate_kind kind, const struct dl_instr *at)
{
	struct dl_analysis *an = run->analysis;
	struct dl_fate *f, new = { .site = o->site, .kind = kind, .made = o->context,
				   .context = run->context, .next = an->fates };

	new.cond = led_here(run, s, o, at);
	new.unwinds = o->age && kind != DL_FATE_KEPT && dl_fate_in_other_loop(run, o, at);
	new.at = kind == DL_FATE_UNDONE ? at : NULL;
	new.perhaps_at = kind == DL_FATE_PERHAPS ? at : NULL;
	for (f = an->fates; f; f = f->next)
		if (f->site == o->site && f->kind == kind && f->context == run->context &&
		    f->made == o->context && f->cond == new.cond && f->unwinds == new.unwinds &&
		    f->at == new.at && f->perhaps_at == new.perhaps_at)
			return;
	f = DL_NEW(an->arena, struct dl_fate);
	*f = new;
	an->fates = f;
}

static bool is_of(const struct dl_fate *f, const struct dl_object *o)
{
	return f->site == o->site && f->made == o->context;
}

static bool is_within(const struct dl_analysis *an, uint32_t context, uint32_t outer)
{
	while (context != outer && context)
		context = an->contexts[context].parent;
	return context == outer;
}

/* The call in run that the object came from; run's own context if it was made by run itself. */
static uint32_t made_by(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_analysis *an = run->analysis;
	uint32_t context = o->context;

	while (context != run->context && context && an->contexts[context].parent != run->context)
		context = an->contexts[context].parent;
	return context;
}

bool dl_fate_undone_here(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_analysis *an = run->analysis;
	uint32_t helper = made_by(run, o);

	for (const struct dl_fate *f = an->fates; f; f = f->next)
		if (is_of(f, o) && (o->age ? f->unwinds : f->kind == DL_FATE_UNDONE) &&
		    (o->left_at || helper == run->context || !is_within(an, f->context, helper)))
			return true;
	return false;
}

bool dl_fate_undone_anywhere(const struct dl_run *run, const struct dl_object *o)
{
	for (const struct dl_fate *f = run->analysis->fates; f; f = f->next)
		if (is_of(f, o) && f->kind != DL_FATE_KEPT)
			return true;
	return false;
}

bool dl_fate_undone_by_callers(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_analysis *an = run->analysis;

	for (const struct dl_fate *f = an->fates; f; f = f->next)
		if (is_of(f, o) && f->kind == DL_FATE_UNDONE &&
		    !is_within(an, f->context, o->context))
			return true;
	return false;
}

bool dl_fate_kept(const struct dl_run *run, const struct dl_object *o)
{
	for (const struct dl_fate *f = run->analysis->fates; f; f = f->next)
		if (is_of(f, o) && f->kind == DL_FATE_KEPT)
			return true;
	return false;
}

bool dl_fate_undone_by_maker(const struct dl_run *run, const struct dl_object *o)
{
	for (const struct dl_fate *f = run->analysis->fates; o->left_by_maker && f;
	     f = f->next)
		if (is_of(f, o) && f->kind == DL_FATE_UNDONE && f->context == o->context)
			return true;
	return false;
}

bool dl_fate_undone_by_another(const struct dl_run *run, const struct dl_object *o)
{
	for (const struct dl_fate *f = run->analysis->fates; f; f = f->next)
		if (is_of(f, o) && f->kind != DL_FATE_KEPT && f->context != run->context &&
		    !(o->left_by_maker && f->context == o->context))
			return true;
	return false;
}

/* What paths that met knew differently of a place that outlives the function. */
static bool is_joined_memory(const struct dl_value *v)
{
	return v->kind == DL_V_SYMBOL && v->a && dl_value_root(v->a)->kind != DL_V_LOCAL;
}

static bool reads_memory(const struct dl_value *v)
{
	return v && (v->kind == DL_V_INIT || is_joined_memory(v) || reads_memory(v->a) ||
		     reads_memory(v->b));
}

/* The same value, or what the same place holds by then. */
static bool are_about_one(const struct dl_value *v, const struct dl_value *w)
{
	return w == v || (v->kind == DL_V_INIT && w->kind == DL_V_INIT && v->a == w->a);
}

static bool has_asked(const struct dl_path_state *s, const struct dl_object *o,
		      const struct dl_value *cond)
{
	for (const struct dl_trail *t = s->trail; t && t != o->acquire_trail; t = t->prev)
		if (dl_value_question(t->cond) == cond ||
		    are_about_one(dl_value_asked_for(t->cond), dl_value_asked_for(cond)))
			return true;
	return false;
}

/* The same member was asked for before the mapping was made: then it decides whether to map. */
static bool has_asked_before(const struct dl_object *o, const struct dl_value *cond)
{
	const struct dl_value *v = dl_value_asked_for(cond);

	for (const struct dl_trail *t = o->acquire_trail; t; t = t->prev)
		if (are_about_one(dl_value_asked_for(t->cond), v))
			return true;
	return false;
}

/* Nothing but the function's own variables knows of it: no flag elsewhere says that it is there. */
static bool is_known_to_nobody(const struct dl_object *o, const struct dl_value *cond)
{
	return !o->stored && !o->in_record && !o->list && !o->shared &&
	       !(o->holder && dl_value_root(o->holder)->kind != DL_V_LOCAL) &&
	       !dl_is_memory(o->api) && !has_asked_before(o, cond);
}

/* Memory was asked, since the object was made, whether to come to that release. */
static bool has_asked_for(const struct dl_run *run, const struct dl_path_state *s,
			  const struct dl_object *o, const struct dl_instr *at)
{
	for (const struct dl_trail *t = s->trail; t && t != o->acquire_trail; t = t->prev)
		if (!t->at->loop && dl_asks_memory(t->cond) && (!at || decides(run, t, at)))
			return true;
	return false;
}

bool dl_fate_decided_by_memory(const struct dl_run *run, const struct dl_path_state *s,
			      const struct dl_object *o)
{
	for (const struct dl_fate *f = run->analysis->fates; f; f = f->next) {
		if (!is_of(f, o) || f->kind == DL_FATE_KEPT)
			continue;
		if (f->cond && reads_memory(f->cond) && !is_known_to_nobody(o, f->cond) &&
		    (f->kind == DL_FATE_PERHAPS || dl_value_is_element(o->holder) ||
		     has_asked(s, o, f->cond)))
			return true;
		if (f->kind == DL_FATE_PERHAPS && has_asked_for(run, s, o, f->perhaps_at))
			return true;
	}
	return false;
}

bool dl_fate_perhaps_among(const struct dl_run *run, const struct dl_object *o)
{
	if (!o->holder_freed || !dl_value_is_element(o->holder))
		return false;
	for (const struct dl_fate *f = run->analysis->fates; f; f = f->next)
		if (is_of(f, o) && f->kind == DL_FATE_PERHAPS)
			return true;
	return false;
}

const struct dl_instr *dl_fate_undone_by_failure(const struct dl_run *run,
						 const struct dl_object *o)
{
	for (const struct dl_fate *f = run->analysis->fates; f; f = f->next)
		if (is_of(f, o) && f->at && f->context == run->context &&
		    dl_undoing_failure_by(run, f->at))
			return f->at;
	return NULL;
}
