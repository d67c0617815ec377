/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a run found and how it went, and the formats that it can be written in. A format gets
 * everything at once and writes a whole document; what it needs of the sources it reads itself, and
 * does without what cannot be read.
 *
 * Documents are the same, byte for byte, for the same findings: they hold no times and no counts
 * of processors.
 */
#ifndef DL_REPORT_H
#define DL_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "checker/report/finding.h"

/* Something that could not be done, as it was said on stderr. */
struct dl_failure {
	const char *file;	/* or NULL */
	const char *reason;
	const char *details;	/* lines, of the compiler; or NULL */
};

struct dl_report {
	const struct dl_finding *findings;	/* sorted */
	size_t count;
	const uint64_t *fingerprints;		/* of the findings: dl_format_print() sets it */
	const struct dl_failure *failures;
	size_t nfailures;
	size_t left_out;	/* findings that the format could not hold */
	size_t files;		/* that the run was about, those that failed too */
	int status;		/* the exit status */
	int signal;		/* that interrupted the run, or 0 */
	const char *version;	/* of dma-lint */
	const char *base;	/* the current directory, absolute; "" or NULL: unknown */
	const char *root;	/* of the tree, for fingerprints; NULL: base */
	const bool *as_error;	/* [DL_RULE_COUNT]: rules whose findings are errors */
	bool shows_quiet;	/* findings that are kept quiet are among them, and marked */
	bool color;		/* text only */
	bool source;		/* text only: the line of the source below a finding */
};

struct dl_format {
	const char *name;
	const char *what;	/* for a list of formats */
	bool marks;		/* it can mark findings that are kept quiet */
	size_t limit;		/* of findings in one document; 0: none. Those of least confidence go */
	void (*print)(FILE *out, const struct dl_report *report);
};

/* By name; NULL if there is no such format. */
const struct dl_format *dl_format_find(const char *name);
/* All of them, the default first. */
const struct dl_format *dl_format_table(size_t *count);
/*
 * Writes the document, with as many findings as the format can hold. Returns how many were left out.
 * Errors of writing stay with out: ferror() tells.
 */
size_t dl_format_print(FILE *out, const struct dl_format *format, const struct dl_report *report);

/* "comment", "baseline", "before" */
const char *dl_report_quiet(enum dl_quiet quiet);
/* In words: the comment's, if there are any. */
const char *dl_report_reason(const struct dl_finding *finding);
/* How many of the findings are not kept quiet. */
size_t dl_report_loud(const struct dl_report *report);
/* "error" for rules that the user wants to be errors, else "warning": as text says it. */
const char *dl_report_level(const struct dl_report *report, const struct dl_finding *finding);

void dl_json_print(FILE *out, const struct dl_report *report);
void dl_sarif_print(FILE *out, const struct dl_report *report);
void dl_github_print(FILE *out, const struct dl_report *report);
void dl_html_print(FILE *out, const struct dl_report *report);

#endif
