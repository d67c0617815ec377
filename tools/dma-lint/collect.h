/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Collecting sources: what sources.c and changed.c share. */
#ifndef DL_COLLECT_H
#define DL_COLLECT_H

#include <stdbool.h>

#include "tools/dma-lint/names.h"
#include "tools/dma-lint/prefilter.h"
#include "tools/dma-lint/sources.h"

struct database;

/* A database that was opened, or could not be: asked for once. */
struct known_database {
	const char *directory;
	struct database *database;	/* NULL: not usable, said so */
	struct known_database *next;
};

struct collector {
	struct sources *sources;
	const struct options *options;
	struct dl_arena *arena;
	struct known_database *databases;
	struct prefilter prefilter;
	struct names seen;		/* paths that are listed, or left out */
	struct names mine, above;	/* directories of sources, and those at or above them */
	const char *current;		/* directory */
};

/* ---- sources.c ------------------------------------------------------------------------------- */

/* By its name. */
bool is_c_name(const char *path);
void collector_add(struct collector *c, const struct source *source);
/* Says why the file cannot be linted, and counts it. */
void collector_refuse(struct collector *c, const char *name, const char *reason);
/* The database in that directory, opened once; NULL, with a message, if it is none. */
struct database *collector_database(struct collector *c, const char *directory);
/* The nearest directory at or above the file's that has a database; NULL if none has. */
const char *collector_database_above(struct collector *c, const char *path);
/* That of a kernel tree; NULL, with a message, if kbuild gives none. */
struct database *collector_kbuild(struct collector *c);
/* Adds the entry, if it is C that mentions the API and the first one for its file. */
void collector_entry(struct collector *c, struct database *db, size_t entry, bool affected);
/* Adds what the user has named. */
void collector_named(struct collector *c, const char *name);
/* Fills directory and command: the flags behind "--". */
bool collector_flags(struct collector *c, struct source *source);
/* Of a path. */
char *collector_directory(struct collector *c, const char *path);
/* kbuild's name; files that belong to no module are one with their directory. */
const char *collector_module(struct collector *c, const struct source *source);

/* ---- changed.c ------------------------------------------------------------------------------- */

/* All that options->scope wants. */
void collector_changed(struct collector *c);

#endif
