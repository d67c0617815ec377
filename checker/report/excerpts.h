/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The parts of the sources that findings are about, each line once, for a report that shows them. */
#ifndef DL_REPORT_EXCERPTS_H
#define DL_REPORT_EXCERPTS_H

#include <jansson.h>

#include "checker/report/report.h"
#include "checker/report/sources.h"

struct dl_excerpts;

/* Of all places of all findings. */
struct dl_excerpts *dl_excerpts_new(const struct dl_report *report, struct dl_sources *sources);
void dl_excerpts_free(struct dl_excerpts *excerpts);
/* The number of a file, from 0, in the order in which findings name them; null for NULL. */
json_t *dl_excerpts_index(const struct dl_excerpts *excerpts, const char *file);
size_t dl_excerpts_count(const struct dl_excerpts *excerpts);
/*
 * That file: {"path": P, "chunks": [[FIRST, [LINE, ...]], ...]}. Without chunks if it cannot be read,
 * or if the excerpts of the files before it are very long together.
 */
json_t *dl_excerpts_object(struct dl_excerpts *excerpts, size_t index);

#endif
