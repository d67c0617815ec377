/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files that are read in place of others. A patch is judged without being applied to the tree: what a source would
 * be like then is in a file of its own, and stands in for it wherever sources are read.
 */
#ifndef DL_REPORT_STANDIN_H
#define DL_REPORT_STANDIN_H

#ifdef __cplusplus
extern "C" {
#endif

/* From now on, file is read for path. Both strings must stay. NULL: there is no such file. */
void dl_stand_in(const char *path, const char *file);
/* Forgets them all. */
void dl_stand_in_clear(void);
/* What to read for path: usually path itself. NULL: there is no such file. */
const char *dl_stand_in_for(const char *path);

#ifdef __cplusplus
}
#endif
#endif
