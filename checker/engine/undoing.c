/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which unmaps a function does only on its way to failure. They undo what that function has just
 * made, and are of no use to what it leaves behind when it succeeds: teardown.c asks.
 *
 * Each path remembers in a word which of the function's own releases it has passed; where paths
 * meet, those of both. So a release that success may have passed is never taken for one of failure.
 */
#include "checker/engine/impl.h"

#define MAX_RELEASES 32	/* bits of dl_path_state.undone; what is beyond counts for success */

void dl_undoing_passed(struct dl_run *run, struct dl_path_state *s, const struct dl_instr *release)
{
	struct dl_analysis *an = run->analysis;
	size_t i;

	dl_set_add(an->arena, &an->undoing, release);
	for (i = 0; an->undoing.items[i] != release; i++)
		;
	if (i < MAX_RELEASES)
		s->undone |= UINT32_C(1) << i;
}

/* Some successful end leaves behind what such a call undoes. */
static bool is_left_by_success(const struct dl_run *run, const struct dl_instr *release)
{
	for (size_t i = 0; i < run->exits.n; i++) {
		const struct dl_exit *e = &run->exits.items[i];

		for (size_t k = 0; !dl_ends_in_failure(run, e) && k < e->state->nobjects; k++) {
			const struct dl_object *o = &e->state->objects[k];

			if (dl_object_is_live(o) && o->stored && !o->maybe && !o->foreign &&
			    dl_leak_is_release_like(release, o))
				return true;
		}
	}
	return false;
}

void dl_undoing_finish(struct dl_run *run)
{
	struct dl_analysis *an = run->analysis;
	struct dl_engine *e = an->engine;
	uint32_t good = 0, bad = 0;

	if (dl_cost_is_cut_short(e))
		return;
	for (size_t i = 0; an->undoing.n && i < run->exits.n; i++) {
		const struct dl_exit *exit = &run->exits.items[i];

		if (dl_ends_in_failure(run, exit))
			bad |= exit->state->undone;
		else
			good |= exit->state->undone;
	}
	for (size_t i = 0; i < an->undoing.n && i < MAX_RELEASES; i++)
		if ((bad & ~good) >> i & 1 && dl_is_in(run->func, an->undoing.items[i]) &&
		    is_left_by_success(run, an->undoing.items[i]))
			dl_set_add(e->arena, &e->for_failure, an->undoing.items[i]);
}

const struct dl_exit *dl_undoing_failure_by(const struct dl_run *run,
					    const struct dl_instr *release)
{
	const struct dl_set *undoing = &run->analysis->undoing;
	const struct dl_exit *found = NULL;

	for (size_t i = 0; i < undoing->n && i < MAX_RELEASES; i++) {
		for (size_t k = 0; undoing->items[i] == release && k < run->exits.n; k++) {
			const struct dl_exit *e = &run->exits.items[k];

			if (!(e->state->undone >> i & 1))
				continue;
			if (!dl_ends_in_failure(run, e))
				return NULL;
			found = e;
		}
	}
	return found;
}

bool dl_undoing_has_passed(const struct dl_run *run, const struct dl_path_state *s,
			   const struct dl_instr *release)
{
	const struct dl_set *undoing = &run->analysis->undoing;

	for (size_t i = 0; i < undoing->n && i < MAX_RELEASES; i++)
		if (undoing->items[i] == release)
			return s->undone >> i & 1;
	return true;
}

bool dl_undoing_any(const struct dl_run *run, const struct dl_path_state *s)
{
	return s->undone || run->analysis->undoing.n > MAX_RELEASES;
}

const struct dl_func *dl_func_of(const struct dl_unit *unit, const struct dl_instr *in)
{
	for (size_t i = 0; i < unit->nfuncs; i++)
		if (dl_is_in(unit->funcs[i], in))
			return unit->funcs[i];
	return NULL;
}

/* Both are in one function: of this one, or of one that it has called. */
static bool is_beside(const struct dl_unit *unit, const struct dl_instr *a,
		      const struct dl_instr *b)
{
	const struct dl_func *func = dl_func_of(unit, a);

	return func && dl_is_in(func, b);
}

bool dl_undoing_seen(const struct dl_run *run, const struct dl_path_state *s,
		     const struct dl_object *o)
{
	const struct dl_set *undoing = &run->analysis->undoing;

	for (size_t i = 0; i < undoing->n && i < MAX_RELEASES; i++)
		if (s->undone >> i & 1 && is_beside(o->unit, o->site, undoing->items[i]) &&
		    dl_undoing_failure_by(run, undoing->items[i]))
			return true;
	return false;
}

bool dl_undoing_is_for_failure(const struct dl_engine *e, const struct dl_instr *release)
{
	return dl_set_has(&e->for_failure, release);
}
