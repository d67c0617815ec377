/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* From units, as the workers wrote them or as files hold them, to findings. */
#ifndef DL_LINT_H
#define DL_LINT_H

#include "checker/engine/link.h"
#include "tools/dma-lint/parse.h"
#include "tools/dma-lint/names.h"

struct lint_unit {
	struct job *job;
	const struct dl_summary *summary;
	const char *text;		/* its IR: of the job, or of the cache */
	size_t len;
};

struct lint {
	struct dl_arena *arena;
	const struct parse *parse;
	struct lint_unit *units;	/* in the order of the jobs */
	size_t nunits, capacity;
	struct names names;		/* of units, to their numbers from 1 */
	bool analysed;			/* lint_run() was here */
	const struct dl_finding *findings;
	size_t nfindings;
	struct dl_engine_stats stats;
	size_t groups, known_groups;	/* known: from the cache */
};

/*
 * Gathers the units of all jobs that are done, and reads files that are units. A job whose IR makes no sense
 * becomes a failed one. A source wins over an older unit of it in a file. parse must outlive lint.
 */
void lint_read(struct lint *lint, const struct parse *parse);
/*
 * All units together, because mappings are made in one file and undone in another. whole: each module
 * that is here is so with all its files, whatever databases say. A job on whose units the engine
 * crashes becomes a failed one.
 */
void lint_run(struct lint *lint, const struct options *options, bool whole);
/* The path of a unit's source. */
const char *lint_name(const struct lint *lint, size_t unit);
/*
 * Is the unit here with all of its module? all: the user says so of every module. What has no module is one by
 * itself.
 */
bool lint_is_whole(const struct lint *lint, size_t unit, bool all);
/* The units as text. */
void lint_dump(const struct lint *lint, FILE *out);
void lint_free(struct lint *lint);

#endif
