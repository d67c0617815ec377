/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* One line on a terminal that says how far a run is. */
#ifndef DL_PROGRESS_H
#define DL_PROGRESS_H

#include <stddef.h>

#include "tools/dma-lint/options.h"

/* Seconds, from some time on. */
double now(void);
/* Before anything else. It shows on a terminal, unless the user wants it always or never. */
void progress_enable(const struct options *options);
/* A step without parts ("analysing 12 files"). */
void progress_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* That many of the files, or of what it is, are parsed. what: the same pointer for the same things. */
void progress_count(size_t done, size_t total, const char *what);
/* Takes the line away: something else is going to be printed. */
void progress_clear(void);

#endif
