/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Units in the cache. The key is all that a worker is told and what is in the source; the entry names
 * every other file that was read, with its hash, and is good as long as these are the same. A header
 * that appears earlier in the search path than the one that was read is not noticed.
 */
#ifndef DL_CACHED_UNITS_H
#define DL_CACHED_UNITS_H

#include "tools/dma-lint/cache.h"
#include "tools/dma-lint/jobs.h"

/* Fills in the job as if its worker had just written that unit. */
bool cached_unit_find(struct cache *cache, struct contents *contents, struct dl_arena *arena,
		      struct job *job);
/* Of a job that is done. Nothing is kept if a file may have changed while it was read. */
void cached_unit_add(struct cache *cache, struct contents *contents, const struct job *job);

#endif
