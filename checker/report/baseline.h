/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Findings that are known, as a text that lives beside the source and merges: one a line, sorted, without line
 * numbers. Equals stand there as often as they are.
 *
 *    RULE <tab> FILE <tab> FUNCTION <tab> WORDS <tab> OBJECT
 */
#ifndef DL_REPORT_BASELINE_H
#define DL_REPORT_BASELINE_H

#include <stdio.h>

#include "checker/report/fingerprint.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dl_baseline {
	struct dl_identity *list;
	size_t count;
	char *text;	/* of which the strings are */
};

void dl_baseline_write(FILE *out, const struct dl_identity *identities, size_t count);
/* Reads what was written, in any order. False, and error is filled with "line N: reason", if it is none. */
bool dl_baseline_read(struct dl_baseline *baseline, const char *text, size_t len, char *error,
		      size_t error_size);
void dl_baseline_free(struct dl_baseline *baseline);

#ifdef __cplusplus
}
#endif
#endif
