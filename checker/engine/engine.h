/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The engine: IR units in, findings out. Never sees Clang.
 *
 * Usage: dl_engine_new, dl_engine_add for each unit (the units must outlive the engine),
 * dl_engine_run once, then read the findings. Findings belong to the engine.
 */
#ifndef DL_ENGINE_H
#define DL_ENGINE_H

#include <stdbool.h>

#include "checker/ir/ir.h"
#include "checker/report/finding.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dl_engine;

struct dl_engine_options {
	unsigned cache_line;			/* bytes; 0 means 64 */
	bool enabled[DL_RULE_COUNT];		/* rules to report */
	enum dl_confidence min_confidence;
};

enum dl_limit {
	DL_LIMIT_STATES,	/* path states waiting at a block */
	DL_LIMIT_BUDGET,	/* block visits for one outermost function */
	DL_LIMIT_DEPTH,		/* calls that are followed within each other */
	DL_LIMIT_SIZE,		/* blocks of a function that is followed */
	DL_LIMIT_COUNT
};

/* One outermost function with all that was followed from it. */
struct dl_engine_cost {
	const char *function, *file;	/* of the units */
	size_t states;
	double seconds;
};

#define DL_SLOWEST 5

struct dl_engine_stats {
	size_t functions;	/* analysed */
	size_t followed;	/* of these: followed from another one at least once */
	size_t calls;		/* that were followed */
	size_t states;		/* path states pushed through blocks */
	size_t capped;		/* functions that hit the limit of states or of the budget */
	size_t limits[DL_LIMIT_COUNT];	/* functions that hit each */
	/* The only part that is not the same in every run: slowest first. */
	struct dl_engine_cost slowest[DL_SLOWEST];
	size_t nslowest;
};

/* Everything enabled, confidence medium and up, cache line 64. */
void dl_engine_default_options(struct dl_engine_options *options);
struct dl_engine *dl_engine_new(const struct dl_engine_options *options);
void dl_engine_free(struct dl_engine *engine);
void dl_engine_add(struct dl_engine *engine, const struct dl_unit *unit);
/*
 * All units of that kernel module (of files that belong to none: of that directory) are here, so that
 * what none of them does is not done. NULL: this holds for every module.
 */
void dl_engine_whole_module(struct dl_engine *engine, const char *module);
void dl_engine_run(struct dl_engine *engine);
/* Sorted by file, line, column, rule; each once. */
const struct dl_finding *dl_engine_findings(const struct dl_engine *engine, size_t *count);
struct dl_engine_stats dl_engine_stats(const struct dl_engine *engine);
/* As if one engine had done the work of both. */
void dl_engine_stats_add(struct dl_engine_stats *to, const struct dl_engine_stats *more);

#ifdef __cplusplus
}
#endif
#endif
