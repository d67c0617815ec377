/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Workers: one process a source, several at once. */
#ifndef DL_JOBS_H
#define DL_JOBS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "checker/engine/link.h"
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
	bool begun;
	struct preamble *preamble;	/* the next one to be tried; NULL: none is left */
	bool shares;		/* it has been parsed with a preamble */
	unsigned again;		/* how often it could not be with one that was tried */
	enum job_outcome outcome;
	double started;		/* seconds since 1970 */
	struct buffer ir;	/* what the worker wrote, or the file holds; not terminated */
	struct buffer said;	/* by the worker on stderr */

	/* Of a source that is done: */
	const char *files;	/* that were read, each with a 0 at its end; an empty one ends them */
	const char *text;	/* the unit's IR */
	size_t text_len;
	const struct dl_summary *summary;
	char reason[320];
};

/* One per source, in the same order. */
struct job *jobs_new(const struct source *sources, size_t count);
void jobs_free(struct job *jobs, size_t count);
void buffer_free(struct buffer *buffer);
/* Appends it. */
void buffer_copy(struct buffer *buffer, const struct buffer *from);
/* Appends what a read gives. False at the end, when errno is 0, or after an error. */
bool buffer_read(struct buffer *buffer, int fd);

/*
 * Runs all that have a command and no outcome yet; done, if it is not NULL, is called with each job that a worker has
 * done. Returns 0, or the number of the signal that interrupted: no worker is left then,
 * and a second signal has its usual effect.
 */
int jobs_run(struct job *jobs, size_t count, const struct options *options,
	     void (*done)(struct job *job, void *data), void *data);
/* The path of the program that workers run; NULL: there is none. */
const char *jobs_worker(void);
/*
 * From now on the first signal that asks for the end is noted and no more; the next one has its usual effect. All are
 * blocked until the caller sets the mask that was before, or waits with it.
 */
void jobs_catch_signals(sigset_t *before);
/* The number of the first signal that asked for the end, whenever it came; 0: none. */
int jobs_interrupted(void);

#endif
