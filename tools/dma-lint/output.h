/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Where results go: stdout, or a file that appears whole or not at all. */
#ifndef DL_OUTPUT_H
#define DL_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

struct output {
	FILE *file;
	const char *name;	/* NULL: stdout */
	char *text;		/* of a named one, until it is written */
	size_t len;
};

void output_open(struct output *output, const char *name);
/* False, with a message, if something could not be written. */
bool output_close(struct output *output);
/* The file gets that text, in one step, and that mode. False, with errno, if it cannot be done: it is as it was. */
bool output_replace(const char *name, const char *text, size_t len, unsigned mode);

#endif
