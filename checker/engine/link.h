/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which units must be seen together. Two units are of one group if they are of one module, or if one
 * uses a function that the other defines, or both are so with a third. An engine is given a group;
 * what it says of it does not depend on any other unit, but for one thing: which members of its
 * records other modules touch as well. So groups can be analysed in any order, at the same time, and
 * not at all if nothing of them has changed.
 *
 * It is worked out from summaries, so that whoever has a unit's summary needs no unit.
 */
#ifndef DL_LINK_H
#define DL_LINK_H

#include "checker/engine/engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What others need to know of a unit. Names are hashes of 64 bits, sorted, each once. */
struct dl_summary {
	const char *unit, *module;	/* as in struct dl_unit */
	const uint64_t *defined, *used;	/* functions, with external linkage */
	const uint64_t *members;	/* (record, its size, member, its offset) */
	size_t ndefined, nused, nmembers;
};

/* Belongs to the arena; says nothing of the unit's memory. */
struct dl_summary *dl_summarize(const struct dl_unit *unit, struct dl_arena *arena);

struct dl_groups {
	size_t count;
	size_t *of;			/* of each unit, numbered in the order of first units */
};

struct dl_groups dl_link(const struct dl_summary *const *units, size_t count,
			 struct dl_arena *arena);

struct dl_shared {			/* members of a group's records that other groups touch */
	const uint64_t *members;	/* sorted */
	size_t count;
};

/* One for each group. */
struct dl_shared *dl_link_shared(const struct dl_summary *const *units, size_t count,
				 const struct dl_groups *groups, struct dl_arena *arena);
/* To be said before dl_engine_run(). shared must outlive the engine. */
void dl_engine_shared(struct dl_engine *engine, const struct dl_shared *shared);

#ifdef __cplusplus
}
#endif
#endif
