/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What a source includes, as its text says. */
#ifndef DL_INCLUDED_H
#define DL_INCLUDED_H

#include <stddef.h>

#include "checker/ir/arena.h"
#include "tools/dma-lint/sources.h"

/* What stands behind the '#' of a line, blanks aside; NULL: it is no directive. */
const char *included_directive(const char *line, const char *end);
/*
 * The headers that it includes by itself, outside of #if: <linux/slab.h>, or "/path/of/own.h" if that is beside it.
 * They belong to the arena. A file that cannot be read includes nothing.
 */
const char **included_by(struct dl_arena *arena, const struct source *source, size_t *count);

#endif
