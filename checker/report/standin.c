/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What stands in for what. One table for the process, because all that reads sources has to obey, and none of it
 * wants to know about patches.
 */
#define _GNU_SOURCE
#include "checker/report/standin.h"

#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/ir/arena.h"

struct stand_in {
	const char *path, *file;
};

static void *table;	/* a tree of them */

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct stand_in *)a)->path, ((const struct stand_in *)b)->path);
}

void dl_stand_in(const char *path, const char *file)
{
	struct stand_in *mine = dl_checked(malloc(sizeof(*mine)));
	struct stand_in **known;

	*mine = (struct stand_in){ path, file };
	known = dl_checked(tsearch(mine, &table, compare));
	if (*known != mine) { /* the latest word counts */
		(*known)->file = file;
		free(mine);
	}
}

void dl_stand_in_clear(void)
{
	tdestroy(table, free);
	table = NULL;
}

const char *dl_stand_in_for(const char *path)
{
	struct stand_in key = { .path = path };
	struct stand_in **known = tfind(&key, &table, compare);

	return known ? (*known)->file : path;
}
