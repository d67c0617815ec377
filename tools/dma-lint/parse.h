/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* From options to IR: which sources, the preambles they share, and a worker for each. */
#ifndef DL_PARSE_H
#define DL_PARSE_H

#include "tools/dma-lint/cache.h"
#include "tools/dma-lint/jobs.h"

struct parse {
	struct sources sources;
	struct job *jobs;		/* one for each of them, in the same order */
	size_t preambles, shared;	/* preambles, and sources that were parsed with one */
	size_t again;		/* how often a source could not be with the one that was tried */
	int signal;			/* that interrupted it, or 0 */
	struct dl_arena *arena;
	struct cache *cache;		/* or NULL */
	struct contents *contents;	/* of files: for the cache */
	size_t known;			/* units that were in the cache */
};

/*
 * earlier: the other side of a change, or NULL. What the change does not affect is taken from there and not parsed
 * again; it must outlive this one.
 */
void parse_run(struct parse *parse, const struct options *options, const struct parse *earlier);
void parse_free(struct parse *parse);

#endif
