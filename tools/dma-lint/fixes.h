/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* --fix and --export-fixes: what mends findings, into the sources or into a file. */
#ifndef DL_FIXES_H
#define DL_FIXES_H

#include <time.h>

#include "tools/dma-lint/triage.h"

/*
 * Does what the options ask for. Only sources that were parsed in this run are mended, as long as they are what they
 * were at that time: since is when the run began to read. False, with a message, if something could not be done.
 */
bool fixes_run(const struct lint *lint, const struct triage *triage, const struct options *options,
	       const struct timespec *since);

#endif
