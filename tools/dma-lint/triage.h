/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Which of the findings a reader wants to hear of: not those that the source or a baseline keeps quiet. */
#ifndef DL_TRIAGE_H
#define DL_TRIAGE_H

#include "checker/report/fingerprint.h"
#include "tools/dma-lint/lint.h"

/* Findings before a change. Their strings are the engine's that has found them. */
struct known {
	struct dl_arena *arena;
	struct dl_identity *list;
	size_t count;
};

struct triage {
	struct dl_finding *findings;	/* to be reported, in order; their strings are the engine's */
	size_t count;
	struct dl_finding *quiet;	/* the others, each with who keeps it so */
	size_t nquiet;
	size_t ignored;			/* by comments in the source */
	size_t known;			/* by the baseline */
	size_t as_before;		/* before the change */
	size_t gone;			/* from the baseline, or by the change */
	char *root;			/* of the tree, that fingerprints tell paths from */
	bool failed;			/* a baseline could not be used or written: a message said why */
};

/* After lint_run() over what is there before a change. Says nothing. */
void triage_before(struct known *known, const struct lint *lint, const struct options *options);
void triage_forget(struct known *known);
/*
 * After lint_run(). Says on stderr which comments are of no use, and what is gone. before: NULL if there is no
 * change.
 */
void triage_run(struct triage *triage, const struct lint *lint, const struct options *options,
		const struct known *before);
/* Those that are reported and those that are not, in order. The caller frees the array. */
struct dl_finding *triage_all(const struct triage *triage, size_t *count);
void triage_free(struct triage *triage);

#endif
