/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * How the source of a finding is mended. The engine says what is to change (struct dl_fix) where it is certain of it;
 * the text as it stands says whether that can be done: nothing is changed that does not read as expected.
 */
#ifndef DL_REPORT_FIX_H
#define DL_REPORT_FIX_H

#include <stdbool.h>

#include "checker/report/finding.h"
#include "checker/report/sources.h"

#ifdef __cplusplus
extern "C" {
#endif

struct dl_edit {	/* of the file that the finding is in */
	size_t offset, length;	/* bytes that go */
	char *text;		/* what comes there */
};

/*
 * What to do to the text. False if the finding has no fix, the file cannot be read, or something else stands there
 * than the fix expects: a macro, most of all. dl_edit_free() what it gave.
 */
bool dl_fix_find(struct dl_sources *sources, const struct dl_finding *finding,
		 struct dl_edit *edit);
void dl_edit_free(struct dl_edit *edit);

#ifdef __cplusplus
}
#endif
#endif
