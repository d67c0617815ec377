/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* --stats: what a run cost. */
#ifndef DL_STATS_H
#define DL_STATS_H

#include "checker/engine/engine.h"

struct cost {
	double parsing, analysis;	/* seconds */
	unsigned jobs;
	const char *base;		/* the current directory */
};

/* Two tables on stderr: what is the same in every run, and where the time went. */
void print_stats(const struct dl_engine_stats *stats, const struct cost *cost);

#endif
