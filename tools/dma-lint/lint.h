/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* From units, as the workers wrote them or as files hold them, to findings. */
#ifndef DL_LINT_H
#define DL_LINT_H

#include "checker/engine/engine.h"
#include "tools/dma-lint/jobs.h"
#include "tools/dma-lint/names.h"

struct lint {
	struct dl_unit **units;		/* in the order of the jobs */
	const struct job **from;	/* the job of each */
	size_t nunits, capacity;
	struct names names;		/* of units, to their numbers from 1 */
	const struct job *jobs;		/* all, done or not */
	size_t njobs;
	struct dl_engine *engine;	/* NULL until lint_run() */
	const struct dl_finding *findings;
	size_t nfindings;
};

/*
 * Reads the IR of all jobs that are done, and files that are units. A job whose IR makes no sense
 * becomes a failed one. A source wins over an older unit of it in a file.
 */
void lint_read(struct lint *lint, struct job *jobs, size_t count);
/*
 * All units together, because mappings are made in one file and undone in another. whole: each module
 * that is here is so with all its files, whatever databases say.
 */
void lint_run(struct lint *lint, const struct dl_engine_options *options, bool whole);
/*
 * Is the unit here with all of its module? all: the user says so of every module. What has no module is one by
 * itself.
 */
bool lint_is_whole(const struct lint *lint, size_t unit, bool all);
void lint_free(struct lint *lint);

#endif
