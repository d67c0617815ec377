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

	if (run->caller)
		return;
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
		if ((bad & ~good) >> i & 1 && is_left_by_success(run, an->undoing.items[i]))
			dl_set_add(e->arena, &e->for_failure, an->undoing.items[i]);
}

bool dl_undoing_is_for_failure(const struct dl_engine *e, const struct dl_instr *release)
{
	return dl_set_has(&e->for_failure, release);
}
