/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the analysis cost, for --stats: which limits were hit in how many functions, and which
 * functions took longest. Nothing in the engine depends on it.
 */
#include "checker/engine/impl.h"

#include <string.h>
#include <time.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void dl_cost_begin(struct dl_engine *e)
{
	e->cost = (struct dl_cost){ .states = e->stats.states, .started = now() };
}

void dl_cost_limit(struct dl_run *run, enum dl_limit limit)
{
	run->analysis->engine->cost.limits |= 1u << limit;
}

/* Sorted, slowest first; the last one falls out. */
static void note_slow(struct dl_engine_stats *stats, const struct dl_engine_cost *cost)
{
	size_t i = 0;

	while (i < stats->nslowest && stats->slowest[i].seconds >= cost->seconds)
		i++;
	if (i == DL_SLOWEST)
		return;
	if (stats->nslowest < DL_SLOWEST)
		stats->nslowest++;
	memmove(&stats->slowest[i + 1], &stats->slowest[i],
		(stats->nslowest - 1 - i) * sizeof(stats->slowest[0]));
	stats->slowest[i] = *cost;
}

void dl_engine_stats_add(struct dl_engine_stats *to, const struct dl_engine_stats *more)
{
	to->functions += more->functions;
	to->followed += more->followed;
	to->calls += more->calls;
	to->states += more->states;
	to->capped += more->capped;
	for (int i = 0; i < DL_LIMIT_COUNT; i++)
		to->limits[i] += more->limits[i];
	for (size_t i = 0; i < more->nslowest; i++)
		note_slow(to, &more->slowest[i]);
}

bool dl_cost_is_cut_short(const struct dl_engine *e)
{
	return e->cost.limits & (1u << DL_LIMIT_STATES | 1u << DL_LIMIT_BUDGET);
}

void dl_cost_end(struct dl_engine *e, const struct dl_func *func)
{
	const struct dl_place *place = dl_ir_place(func->unit, func->loc);
	struct dl_engine_cost cost = { func->name, *place->file ? place->file : func->unit->name,
				       e->stats.states - e->cost.states, now() - e->cost.started };
	unsigned limits = e->cost.limits;

	e->stats.functions++;
	for (unsigned i = 0; i < DL_LIMIT_COUNT; i++)
		e->stats.limits[i] += limits >> i & 1;
	e->stats.capped += dl_cost_is_cut_short(e);
	note_slow(&e->stats, &cost);
}
