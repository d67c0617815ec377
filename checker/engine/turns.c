/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Loops: when one starts again, what it made in the turn before becomes one of many older objects,
 * told apart from that of this turn; and objects that are over are forgotten.
 */
#include "checker/engine/impl.h"

static void rename_value(struct dl_run *run, struct dl_path_state *s, const struct dl_value *from,
			 const struct dl_value *to)
{
	for (size_t i = 0; i < s->nbindings; i++)
		s->bindings[i].value = dl_value_replace(run->analysis->values,
							s->bindings[i].value, from, to);
}

static struct dl_object *older_of(struct dl_path_state *s, const struct dl_object *o)
{
	for (size_t i = 0; i < s->nobjects; i++)
		if (s->objects[i].site == o->site && s->objects[i].context == o->context &&
		    s->objects[i].age)
			return &s->objects[i];
	return NULL;
}

/* Names of the older ones do not depend on the iteration. */
static const struct dl_value *old_name(struct dl_run *run, const struct dl_object *o,
				       const struct dl_value *v, int64_t tag)
{
	return v ? dl_value_symbol(run->analysis->values, v->type, o->site, NULL, tag, o->context,
				   NULL)
		 : NULL;
}

struct loop_origin {
	bool (*in_loop)(const struct dl_block *, uint32_t, void *);
	void *arg;
};

/* What the loop computes anew is another value next time; the rest holds for all turns. */
static void forget_attributes(struct dl_object *o, const struct loop_origin *l)
{
	const struct dl_value **attributes[] = { &o->dev, &o->size, &o->dir, &o->nents, &o->cpu,
						 &o->attrs, &o->pool };

	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++)
		if (dl_value_any_origin(*attributes[i], l->in_loop, l->arg))
			*attributes[i] = NULL;
}

static const struct dl_value *agreed(const struct dl_value *a, const struct dl_value *b)
{
	return a == b ? a : NULL;
}

static void merge_older(struct dl_object *older, const struct dl_object *o)
{
	if (older->state != o->state || older->shared != o->shared) {
		older->vague = true;
		dl_object_share(older);
	}
	older->stored |= o->stored;
	older->dev = agreed(older->dev, o->dev);
	older->size = agreed(older->size, o->size);
	older->dir = agreed(older->dir, o->dir);
	older->nents = agreed(older->nents, o->nents);
	older->attrs = agreed(older->attrs, o->attrs);
	older->pool = agreed(older->pool, o->pool);
}

static void make_older(struct dl_run *run, struct dl_path_state *s, struct dl_object *o,
		       const struct loop_origin *l)
{
	const struct dl_value *handle = old_name(run, o, o->handle, -100);
	const struct dl_value *result = o->result == o->handle ? handle
							       : old_name(run, o, o->result, -101);
	struct dl_object *older = older_of(s, o);

	if (o->handle)
		rename_value(run, s, o->handle, handle);
	if (o->result && o->result != o->handle)
		rename_value(run, s, o->result, result);
	forget_attributes(o, l);
	if (older) {
		merge_older(older, o);
		o->site = NULL;		/* the caller drops it */
		return;
	}
	o->handle = handle;
	o->result = result;
	o->lent_to = NULL;	/* in the next turn, that call's result is another */
	o->age = 1;
}

/*
 * Released in the loop, behind a branch: whether the next turn takes that branch again, the counter
 * or the device knows.
 */
static bool released_by_choice(const struct dl_object *o,
			       bool (*in_loop)(const struct dl_block *, uint32_t, void *),
			       void *arg)
{
	for (const struct dl_trail *t = o->release_trail; t; t = t->prev) {
		if (!in_loop(t->at->block, t->context, arg))
			return false;
		if (!t->at->loop)
			return true;
	}
	return false;
}

static bool is_referred_to(const struct dl_path_state *s, const struct dl_object *o)
{
	for (size_t i = 0; i < s->nbindings; i++)
		if ((o->handle && dl_value_contains(s->bindings[i].value, o->handle)) ||
		    (o->result && dl_value_contains(s->bindings[i].value, o->result)))
			return true;
	return false;
}

void dl_object_prune(struct dl_path_state *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *o = &s->objects[i];

		if (dl_object_is_live(o) || o->foreign || o->list || is_referred_to(s, o))
			s->objects[n++] = *o;
	}
	s->nobjects = n;
}

void dl_object_age(struct dl_run *run, struct dl_path_state *s,
		   bool (*in_loop)(const struct dl_block *, uint32_t, void *), void *arg)
{
	const struct loop_origin l = { in_loop, arg };
	size_t n = 0;

	dl_holders_next_turn(s, in_loop, arg);
	for (size_t i = 0; i < s->nobjects; i++) {
		struct dl_object *o = &s->objects[i];
		bool inside = in_loop(o->site->block, o->context, arg);

		if (o->foreign) {
			if (inside || dl_value_any_origin(dl_object_key(o), in_loop, arg))
				o->site = NULL;
		} else if (!inside && o->state == DL_STATE_RELEASED && o->release_trail &&
			   released_by_choice(o, in_loop, arg)) {
			o->vague = true;
		} else if (inside && !o->age) {
			if (!dl_object_is_live(o))
				o->site = NULL;
			else
				make_older(run, s, o, &l);
		} else if (o->list && dl_value_any_origin(o->list, in_loop, arg)) {
			dl_object_share(o);
		}
	}
	for (size_t i = 0; i < s->nobjects; i++)
		if (s->objects[i].site)
			s->objects[n++] = s->objects[i];
	s->nobjects = n;
}
