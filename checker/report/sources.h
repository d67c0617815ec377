/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Lines of the sources that findings are about, each file read once. */
#ifndef DL_REPORT_SOURCES_H
#define DL_REPORT_SOURCES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dl_sources {
	void *files;	/* a tree */
};

/*
 * The line, from 1, without its end; not terminated. NULL if the file cannot be read, is not a
 * regular file, or has no such line. Valid until dl_sources_free().
 */
const char *dl_sources_line(struct dl_sources *sources, const char *file, uint32_t line,
			    size_t *len);
/* All of it, not terminated. NULL if it cannot be read or is not a regular file. */
const char *dl_sources_text(struct dl_sources *sources, const char *file, size_t *len);
/* How many lines the file has; 0 if it cannot be read. */
uint32_t dl_sources_count(struct dl_sources *sources, const char *file);
/* A column in bytes as one in characters, both from 1; unchanged where the line is not known. */
uint32_t dl_sources_column(struct dl_sources *sources, const char *file, uint32_t line,
			   uint32_t column);
void dl_sources_free(struct dl_sources *sources);

#ifdef __cplusplus
}
#endif

#endif
