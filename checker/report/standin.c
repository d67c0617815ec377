/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What stands in for what. One table for the process, because all that reads sources has to obey, and none of it
 * wants to know about patches.
 */
#include "checker/report/standin.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct stand_in {
	const char *path, *file;
} *stand_ins;
static size_t count, capacity;

void dl_stand_in(const char *path, const char *file)
{
	if (count == capacity) {
		capacity = capacity ? 2 * capacity : 16;
		stand_ins = realloc(stand_ins, capacity * sizeof(stand_ins[0]));
		if (!stand_ins) {
			fputs("dma-lint: error: out of memory\n", stderr);
			abort();
		}
	}
	stand_ins[count++] = (struct stand_in){ path, file };
}

void dl_stand_in_clear(void)
{
	free(stand_ins);
	stand_ins = NULL;
	count = capacity = 0;
}

const char *dl_stand_in_for(const char *path)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(stand_ins[i].path, path) == 0)
			return stand_ins[i].file;
	return path;
}
