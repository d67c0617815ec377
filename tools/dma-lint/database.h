/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* compile_commands.json, through libclang. */
#ifndef DL_DATABASE_H
#define DL_DATABASE_H

#include <stddef.h>

#include "tools/dma-lint/sources.h"

struct database;

/*
 * The database in that directory. On failure returns NULL and fills reason. Lives as long as the
 * arena's owner wants: free it with database_close().
 */
struct database *database_open(const char *directory, struct dl_arena *arena, char *reason,
			       size_t reason_size);
void database_close(struct database *database);

/* Which Clang the library is of, and so the workers: with the package's version. */
void database_clang_version(char *version, size_t size);

/* Entries in the order of the file; several may be for one source. */
size_t database_count(const struct database *database);
/* Absolute path of an entry's source, symbolic links resolved if it exists. */
const char *database_path(const struct database *database, size_t entry);
/* The first entry for that absolute path, or -1. */
long database_find(const struct database *database, const char *path);
/* Fills directory and command of a source. */
void database_command(const struct database *database, size_t entry, struct source *source);

#endif
