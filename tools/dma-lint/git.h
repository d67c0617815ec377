/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* git, as a program: to read trees and to apply patches. It is never asked to change a repository. */
#ifndef DL_GIT_H
#define DL_GIT_H

#include <stdbool.h>

#include "tools/dma-lint/jobs.h"

struct git {
	const char *directory;	/* where it runs */
	const char *ceiling;	/* no repository above this directory is looked for; NULL: any */
	int input;		/* its stdin; -1: nothing */
	int output;		/* a file for its stdout; -1: out gets it */
	struct buffer out;	/* the caller frees it */
	struct buffer err;	/* all that it had to say, terminated; git_free() */
	char said[512];		/* of that its first error, else its first line */
};

/* Runs it with these words, NULL at the end. False if it could not, or fails: said has the reason. */
bool git_run(struct git *git, const char *const *words);
void git_free(struct git *git);

#endif
