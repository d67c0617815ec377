/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * --stats: what a run cost. Counts come first, which are the same in every run of the same version;
 * times come last and apart, so that the counts of two runs can be compared line by line.
 */
#include "tools/dma-lint/stats.h"

#include <stdio.h>

#include "checker/report/text.h"

static void print_count(const char *what, size_t n)
{
	fprintf(stderr, "  %-32s %10zu\n", what, n);
}

static void print_counts(const struct dl_engine_stats *stats)
{
	static const char *const limits[DL_LIMIT_COUNT] = {
		[DL_LIMIT_STATES] = "hit limit: states at a block",
		[DL_LIMIT_BUDGET] = "hit limit: visits of blocks",
		[DL_LIMIT_DEPTH] = "hit limit: depth of calls",
		[DL_LIMIT_SIZE] = "hit limit: size of a callee",
	};

	fprintf(stderr, "dma-lint: cost of the analysis (the same in every run):\n");
	print_count("functions analysed", stats->functions);
	print_count("functions followed from others", stats->followed);
	print_count("calls followed", stats->calls);
	print_count("path states", stats->states);
	print_count("functions cut short", stats->capped);
	for (int i = 0; i < DL_LIMIT_COUNT; i++)
		print_count(limits[i], stats->limits[i]);
}

static void print_slow(const struct dl_engine_cost *slow, const struct cost *cost)
{
	fprintf(stderr, "  %8.3f s %8zu states  %s (%s)\n", slow->seconds, slow->states,
		slow->function, dl_text_path(slow->file, cost->base));
}

void print_stats(const struct dl_engine_stats *stats, const struct cost *cost)
{
	print_counts(stats);
	fprintf(stderr, "dma-lint: time (differs from run to run):\n");
	fprintf(stderr, "  %8.3f s parsing (-j %u", cost->parsing, cost->jobs);
	if (cost->preambles)
		fprintf(stderr, "; %zu preamble%s for %zu of %zu files", cost->preambles,
			cost->preambles == 1 ? "" : "s", cost->shared, cost->files);
	if (cost->again)
		fprintf(stderr, ", %zu time%s in vain", cost->again, cost->again == 1 ? "" : "s");
	if (cost->known_units)
		fprintf(stderr, "; %zu files were in the cache", cost->known_units);
	fputs(")\n", stderr);
	fprintf(stderr, "  %8.3f s analysis", cost->analysis);
	if (cost->known_groups)
		fprintf(stderr, " (%zu of %zu groups of files were in the cache, with the times of then)",
			cost->known_groups, cost->groups);
	fputs(", of which the slowest functions:\n", stderr);
	for (size_t i = 0; i < stats->nslowest; i++)
		print_slow(&stats->slowest[i], cost);
}
