/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Which sources can have anything to do with the API, by their text alone. */
#ifndef DL_PREFILTER_H
#define DL_PREFILTER_H

#include <stdbool.h>

#include "checker/ir/arena.h"
#include "tools/dma-lint/names.h"
#include "tools/dma-lint/sources.h"

struct prefilter {
	struct dl_arena *arena;
	struct names headers;		/* that were looked for: are they there? */
	struct names read;		/* headers, and parts with a reason, by their real paths */
	struct names directories;	/* of headers: are they the kernel's own? */
	struct names wrappers;		/* functions and macros found so far */
};

/*
 * True if the source names a function of the API, or a wrapper from a header that it, or another
 * source before it, includes as "header.h".
 * What cannot be read passes: whoever parses it will say why.
 */
bool prefilter_passes(struct prefilter *filter, const struct source *source);
void prefilter_free(struct prefilter *filter);

#endif
