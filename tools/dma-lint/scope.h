/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What of a compilation database is to be linted for a change: the sources that it touches, those that include a
 * header it touches, and the rest of their modules, without which nobody knows who unmaps what they map.
 */
#ifndef DL_SCOPE_H
#define DL_SCOPE_H

#include "tools/dma-lint/change.h"
#include "tools/dma-lint/names.h"

struct scope {
	struct dl_arena *arena;
	const struct change *change;
	struct names touched;		/* paths, to their struct changed_file */
	struct names headers;		/* touched, or including such a one: paths, to their last parts */
	struct names last_parts;	/* of these headers' paths */
	struct names asked;		/* sources, to the answer */
	size_t users;			/* sources taken for a header that they include */
	size_t left;			/* and left out, because there were too many */
};

void scope_open(struct scope *scope, const struct change *change);
void scope_close(struct scope *scope);
/*
 * May the change alter what this source means? Looks into it if headers are touched. The same answer on both
 * sides.
 */
bool scope_affects(struct scope *scope, const char *path);
/* May a source be of the module of an affected one? Both absolute paths. */
bool scope_is_near(const struct scope *scope, const char *path, const char *affected);

#endif
