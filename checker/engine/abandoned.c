/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a helper leaves mapped when it fails. Whether that is a loss, its callers decide: some undo
 * it, some go on without the helper and leave it to those who undo what a success would have made.
 * Callers are walked before what they call, and follow it; so when the helper's own turn comes, it
 * is known what became of its failures.
 *
 * Lost is what no caller has touched: all that were seen to fail because of the helper did so with
 * the mapping as it was, or freed the buffer, and none of them went on. A caller that ends with what
 * some other function says of the failure ("return complete(req, err)") has not gone on if it undoes
 * what the helper makes on its other paths.
 */
#include "checker/engine/impl.h"

#include <string.h>

void dl_abandoned_undone(struct dl_run *run, const struct dl_object *o)
{
	struct dl_engine *e = run->analysis->engine;

	if (!o->left_at)
		return;
	dl_set_add(e->arena, &e->left_to_callers, o->site);
	dl_set_add(e->arena, &e->undone_by_callers, o->site);
}

/* It returns no word of whether it has failed: what it leaves proves nothing. */
static bool says_nothing(const struct dl_func *func)
{
	return func->ret->kind == DL_TYPE_VOID || dl_ends_is_transmit(func) ||
	       !strcmp(func->ret->name, "irqreturn_t") ||
	       !strcmp(func->ret->name, "enum irqreturn");
}

static bool is_there_for_certain(const struct dl_object *o)
{
	return !o->age && !o->maybe && !o->vague && dl_object_is_live(o);
}

/* It gives the failure to others, and returns what they say. */
static bool hands_failure_on(const struct dl_run *run, const struct dl_exit *exit,
			     const struct dl_object *o)
{
	return exit->value && exit->value->kind == DL_V_SYMBOL && dl_value_call(exit->value) &&
	       !dl_is_memory(o->api) && dl_fate_undone_by_callers(run, o);
}

/* "io = priv(cmd)->io; unmap(io)": the caller has asked anew where it is kept, and undone that. */
static bool is_undone_anew(const struct dl_path_state *s, const struct dl_object *o)
{
	if (o->maybe && dl_object_is_live(o))	/* paths have met: which one has undone what? */
		return false;
	for (size_t i = 0; i < s->nobjects; i++) {
		const struct dl_object *x = &s->objects[i];

		if (x->foreign && x->state == DL_STATE_RELEASED && x->handle &&
		    x->handle->kind == DL_V_INIT &&
		    dl_value_same_member(x->handle->a, o->holder))
			return true;
	}
	return false;
}

void dl_abandoned_at_end(struct dl_run *run, const struct dl_exit *exit)
{
	struct dl_engine *e = run->analysis->engine;

	for (size_t i = 0; i < exit->state->nobjects; i++) {
		const struct dl_object *o = &exit->state->objects[i];

		if (!o->left_at || o->foreign)
			continue;
		if (is_undone_anew(exit->state, o)) {
			dl_abandoned_undone(run, o);
			continue;
		}
		if (!is_there_for_certain(o))
			continue;
		if ((says_nothing(run->func) || dl_ends_above_failure(run, exit)) && !o->freed)
			continue;
		if (o->loose ||
		    (!o->freed && !dl_ends_in_failure(run, exit) &&
		     !hands_failure_on(run, exit, o)))
			dl_set_add(e->arena, &e->left_to_callers, o->site);
		else if (!o->taken)
			dl_set_add(e->arena, &e->left_and_lost, o->site);
	}
}

bool dl_abandoned_to_callers(const struct dl_run *run, const struct dl_object *o)
{
	return dl_set_has(&run->analysis->engine->left_to_callers, o->site);
}

bool dl_abandoned_is_undone(const struct dl_run *run, const struct dl_object *o)
{
	return dl_set_has(&run->analysis->engine->undone_by_callers, o->site);
}

bool dl_abandoned_by_all(const struct dl_run *run, const struct dl_object *o)
{
	return dl_set_has(&run->analysis->engine->left_and_lost, o->site) &&
	       !dl_abandoned_to_callers(run, o);
}
