/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the command says on stderr, and how it counts what went wrong. */
#ifndef DL_MESSAGE_H
#define DL_MESSAGE_H

#include "checker/report/report.h"

/* "dma-lint: error: NAME: reason"; name may be NULL. Messages are flushed at once; the same one is said once. */
void say_error(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Lines that explain the latest of these errors, for a report: they were printed before it. */
void explain_error(const char *details);
/* What was said by say_error() so far: a report holds it, too. Valid until the next one is said. */
const struct dl_failure *said_errors(size_t *count);
void forget_errors(void);
/* The same and exit with status 2: only before any work was begun. */
_Noreturn void die(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
