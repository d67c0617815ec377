/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The engine in processes of its own: one group of units after the other, several at once. */
#ifndef DL_ANALYSIS_H
#define DL_ANALYSIS_H

#include "checker/engine/link.h"
#include "checker/report/finding.h"
#include "tools/dma-lint/cache.h"

struct analysis_unit {
	const struct dl_summary *summary;
	const char *text;	/* IR that dl_ir_read() understands */
	size_t len;
	const char *whole_module;	/* its module, if all of that is here; or NULL */
};

struct analysis {
	const struct analysis_unit *units;
	size_t nunits;
	const struct dl_engine_options *options;
	struct cache *cache;	/* or NULL */
	unsigned jobs;		/* processes, at most */
	bool whole;		/* all modules are */
	struct dl_arena *arena;	/* of the results */

	/* results */
	struct dl_finding *findings;	/* sorted, each once */
	size_t nfindings;
	struct dl_engine_stats stats;
	size_t done, groups, known;	/* known: from the cache, and so done */
	bool *lost;		/* of each unit: the engine crashed on its group */
};

/*
 * Fills in the results. Ends early after a signal: what is done by then counts (jobs_interrupted()). A crash of
 * the engine costs one group.
 */
void analysis_run(struct analysis *analysis);

#endif
