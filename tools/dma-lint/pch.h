/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Precompiled headers: the system headers that most files of one kind of compile command include
 * are parsed once, not once for each file.
 */
#ifndef DL_PCH_H
#define DL_PCH_H

#include <stddef.h>

#include "tools/dma-lint/sources.h"

/* Sources that are compiled alike. Files in memory: they go with the last process that has them. */
struct pch {
	struct source header;	/* as a source: its path, and the flags of all */
	int text, made;		/* descriptors: the header, and what is precompiled of it */
};

struct pchs {
	struct pch *list;
	size_t count;
};

/*
 * Finds the groups that are worth it, writes their headers, and sets the pch of their sources. Sources that
 * define macros before they include system headers stay without: headers may ask for these.
 */
void pchs_plan(struct pchs *pchs, struct sources *sources);
/* That one could not be made: its sources do without. */
void pchs_drop(struct sources *sources, const struct pch *pch);
void pchs_free(struct pchs *pchs);

#endif
