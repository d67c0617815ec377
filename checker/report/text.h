/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Findings as a compiler would print them. */
#ifndef DL_REPORT_TEXT_H
#define DL_REPORT_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "checker/report/finding.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dl_text_options {
	bool color;
	bool source;			/* the line of the source and a caret below a warning */
	const char *base;		/* paths below this directory are printed relative to it; or NULL */
	bool as_error[DL_RULE_COUNT];	/* rules whose findings say "error" */
};

/*
 * "path:line:col: warning: message [rule-id]" for each finding, then a "note" for each of its
 * steps. Sources that cannot be read are left out.
 */
void dl_text_print(FILE *out, const struct dl_finding *findings, size_t count,
		   const struct dl_text_options *options);

/* The path as it is printed: relative to base if it is below it. base may be NULL. */
const char *dl_text_path(const char *path, const char *base);

#ifdef __cplusplus
}
#endif
#endif
