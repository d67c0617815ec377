/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Sources whose compile commands read headers in the same way. */
#ifndef DL_ALIKE_H
#define DL_ALIKE_H

#include <stddef.h>

#include "tools/dma-lint/sources.h"

struct alike {
	struct source **members;
	size_t count, capacity;
	char **flags;		/* the compiler, and what all have; NULL at the end */
};

/* Of all sources that are to be parsed. Sets their own_flags. The groups belong to the sources' arena. */
struct alike *alike_groups(struct sources *sources, size_t *count);

#endif
