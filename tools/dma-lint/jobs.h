/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Workers: one process a source, several at once. */
#ifndef DL_JOBS_H
#define DL_JOBS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "tools/dma-lint/sources.h"

enum job_outcome {
	JOB_NOT_RUN,	/* interrupted before, or while, it ran */
	JOB_DONE,	/* ir is there */
	JOB_FAILED,	/* reason, and perhaps said, is there */
};

struct buffer {
	char *data;
	size_t len, capacity;
};

struct job {
	const struct source *source;
	const struct pch *makes;	/* this instead of IR, or NULL */
	bool plain;			/* without what is precompiled: with it the worker crashed */
	enum job_outcome outcome;
	struct buffer ir;	/* text; not terminated */
	struct buffer said;	/* by the worker on stderr */
	char reason[320];
};

/* One per source, in the same order; without sources, for the caller to fill. */
struct job *jobs_new(const struct source *sources, size_t count);
void jobs_free(struct job *jobs, size_t count);
void buffer_free(struct buffer *buffer);
/* Appends it. */
void buffer_copy(struct buffer *buffer, const struct buffer *from);
/* Appends what a read gives. False at the end, when errno is 0, or after an error. */
bool buffer_read(struct buffer *buffer, int fd);

/*
 * Runs all that have a command and no outcome yet. Returns 0, or the number of the signal that interrupted: no worker is left then,
 * and a second signal has its usual effect.
 */
int jobs_run(struct job *jobs, size_t count, const struct options *options);
/*
 * From now on the first signal that asks for the end is noted and no more; the next one has its usual effect. All are
 * blocked until the caller sets the mask that was before, or waits with it.
 */
void jobs_catch_signals(sigset_t *before);
/* The number of the first signal that asked for the end, whenever it came; 0: none. */
int jobs_interrupted(void);

#endif
