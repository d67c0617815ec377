/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Which of the findings a reader wants to hear of: not those that the source or a baseline keeps quiet. */
#ifndef DL_TRIAGE_H
#define DL_TRIAGE_H

#include "tools/dma-lint/lint.h"

struct triage {
	struct dl_finding *findings;	/* to be reported, in order; their strings are the engine's */
	size_t count;
	size_t ignored;			/* by comments in the source */
	size_t known;			/* by the baseline */
	size_t gone;			/* from the baseline */
	bool failed;			/* a baseline could not be used or written: a message said why */
};

/* After lint_run(). Says on stderr which comments are of no use, and what is gone from the baseline. */
void triage_run(struct triage *triage, const struct lint *lint, const struct options *options);
void triage_free(struct triage *triage);

#endif
