/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Functions that make the whole round: they map, wait for the device, and unmap before they say that
 * all went well. Nothing is left to others by such a function, so what it leaves where it fails is
 * lost, whoever has heard of it meanwhile: hardware, a DMA engine, a completion that only wakes it up.
 */
#include "checker/engine/impl.h"

static bool is_same(const struct dl_object *a, const struct dl_object *b)
{
	return a->site == b->site && a->context == b->context && !a->foreign;
}

static bool has(const struct dl_exit *e, const struct dl_object *o, bool live)
{
	for (size_t i = 0; i < e->state->nobjects; i++) {
		const struct dl_object *x = &e->state->objects[i];

		if (is_same(x, o) && (live ? dl_object_is_live(x)
					   : x->state == DL_STATE_RELEASED && !x->was_failed))
			return true;
	}
	return false;
}

/* Each successful end has it released, if it was made on the way there; and some end has. */
static bool is_released_by_success(const struct dl_run *run, const struct dl_object *o)
{
	bool any = false;

	for (size_t i = 0; i < run->exits.n; i++) {
		const struct dl_exit *e = &run->exits.items[i];

		if (dl_ends_in_failure(run, e))
			continue;
		if (has(e, o, true))
			return false;
		any |= has(e, o, false);
	}
	return any;
}

bool dl_round_is_broken(const struct dl_run *run, const struct dl_object *o)
{
	const struct dl_engine *e = run->analysis->engine;

	return o->context == run->context && !o->age && !o->foreign && !o->vague && !o->maybe &&
	       !o->out_param && dl_object_is_live(o) && o->state != DL_STATE_UNCHECKED &&
	       run->func->ret->kind != DL_TYPE_VOID && !dl_ends_is_transmit(run->func) &&
	       !dl_cost_is_cut_short(e) && !o->loose && !dl_abandoned_is_undone(run, o) &&
	       is_released_by_success(run, o);
}
