/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* --stats: what a run cost. */
#ifndef DL_STATS_H
#define DL_STATS_H

#include "checker/engine/engine.h"

struct cost {
	double parsing, analysis;	/* seconds */
	unsigned jobs;
	size_t preambles, shared, files;	/* preambles, and files that were parsed with one */
	size_t again;		/* how often a file could not be with the one that was tried */
	size_t known_units;		/* from the cache */
	size_t groups, known_groups;	/* of units, and those whose findings were in the cache */
	const char *base;		/* the current directory */
};

/* Two tables on stderr: what is the same in every run, and where the time went. */
void print_stats(const struct dl_engine_stats *stats, const struct cost *cost);

#endif
