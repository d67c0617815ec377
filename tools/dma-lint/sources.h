/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Which files to lint, and how each would be compiled, if it is not a unit already. */
#ifndef DL_SOURCES_H
#define DL_SOURCES_H

#include <stddef.h>

#include "checker/ir/arena.h"
#include "tools/dma-lint/options.h"

struct preamble;

struct source {
	const char *name;	/* as the user or the database has it: for messages */
	const char *path;	/* absolute, symbolic links resolved */
	const char *directory;	/* where the compiler would run */
	const char *module;	/* kbuild's name, else the directory; NULL: not from a database */
	bool whole;		/* all of the module that the database has is to be linted */
	bool affected;		/* by the change: see options->scope */
	bool alone;		/* kbuild was asked for this file, not for its module */
	bool known;		/* its unit is there: from the cache, or from before the change */
	struct preamble *preamble;	/* that it shares with others, or NULL */
	char **own_flags;	/* of the command, those that these others do not share; kbuild's names last */
	size_t nown;		/* of these, how many come before kbuild's names */
	char **command;		/* the compiler, then its arguments; NULL at the end. NULL: a unit */
};

struct sources {
	struct dl_arena *arena;
	struct source *list;	/* in the order of the command line, else of the database */
	size_t count, capacity;
	bool unusable;		/* a compilation database could not be used: a message said why */
	size_t left_out;	/* entries that do not mention the API */
	size_t refused;		/* named by the user, but not to be linted: a message said why */
};

void sources_collect(struct sources *sources, const struct options *options);
void sources_free(struct sources *sources);

#endif
