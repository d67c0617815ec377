/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A finding: what the engine says and every reader (text, plugin, later JSON) prints. */
#ifndef DL_FINDING_H
#define DL_FINDING_H

#include <stdint.h>
#include <stddef.h>

#include "rules/catalog.h"
#include "rules/lifecycle.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a step is in the life of what the finding is about: for formats that draw it. */
enum dl_step_kind {
	DL_STEP_NOTE,		/* none of the others */
	DL_STEP_ACQUIRED,	/* mapped, allocated, created */
	DL_STEP_KEPT,		/* stored where another function finds it */
	DL_STEP_SYNCED,		/* the CPU became the owner */
	DL_STEP_RELEASED,	/* unmapped, freed, destroyed */
	DL_STEP_BRANCH,		/* the path took this side of a condition */
	DL_STEP_CALL,		/* it went through this call */
	DL_STEP_KIND_COUNT
};

struct dl_step {		/* a note: one thing that happened on the way */
	enum dl_step_kind kind;
	const char *file;
	uint32_t line, column;
	const char *text;
};

enum dl_quiet {			/* what keeps a finding from being reported */
	DL_QUIET_NOT,
	DL_QUIET_COMMENT,	/* in the source */
	DL_QUIET_BASELINE,
	DL_QUIET_BEFORE,	/* it was there before the change */
	DL_QUIET_COUNT
};

enum dl_fix_kind {
	DL_FIX_ARGUMENT,	/* another argument for the call there */
	DL_FIX_COUNT_TEST,	/* 0 is failure, not what is negative */
	DL_FIX_HANDLE_TEST,	/* dma_mapping_error() and kin instead of a test for 0 */
	DL_FIX_KIND_COUNT
};

/* What mends it for certain, at the place of the finding. fix.h makes an edit of it. */
struct dl_fix {
	enum dl_fix_kind kind;
	const char *name;	/* what has to stand there: the call's name; for tests, the variable's */
	uint32_t argument;	/* ARGUMENT: which one, from 0 */
	const char *now;	/* ARGUMENT: the word that it has to be; NULL: any plain expression */
	const char *text;	/* ARGUMENT: the new one, NULL: as of the other call; HANDLE_TEST: what to call */
	const char *other_name;	/* another call in the same file, or NULL */
	uint32_t other_line, other_column, other_argument;
};

struct dl_finding {
	enum dl_rule rule;
	enum dl_confidence confidence;
	const char *file;
	uint32_t line, column;
	const char *function;
	const char *message;	/* lower case, facts in brackets, without the rule id */
	const char *object;	/* what it is about, for fingerprint.h: no variables' names; "" if the message says it */
	enum dl_machine machine;	/* of the object it is about; NONE: not about one that is followed */
	enum dl_state state;	/* of that object, when the rule was broken */
	struct dl_step *steps;	/* in the order of the path; calls that led there last, innermost first */
	size_t nsteps;
	const struct dl_fix *fix;	/* or NULL */
	enum dl_quiet quiet;	/* for those who show such findings nevertheless */
	const char *reason;	/* of the comment, or NULL */
};

/*
 * By file, line, column and rule; of those that are equal in all four the first one stays. Returns how
 * many are left.
 */
size_t dl_findings_sort(struct dl_finding *findings, size_t count);

#ifdef __cplusplus
}
#endif
#endif
