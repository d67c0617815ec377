/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Configuration files of a run: the one that --config names, else the nearest above each source. */
#ifndef DL_CONFIGS_H
#define DL_CONFIGS_H

#include <stdbool.h>
#include <stdio.h>

#include "tools/dma-lint/contents.h"

struct options;
struct configs;

/* Reads the file of --config; exits with status 2 if that cannot be used. */
struct configs *configs_open(const struct options *options);
void configs_close(struct configs *configs);
/*
 * The source (an absolute path) will be looked at: its configuration is read, once, before any name is looked up for
 * it. A file that cannot be used adds nothing, and a message says why.
 */
void configs_note(struct configs *configs, const char *source);
/* As that, of a directory. */
void configs_note_directory(struct configs *configs, const char *directory);
/* Some file could not be used. */
bool configs_failed(const struct configs *configs);
/* Of all that was read; of nothing it is zero. */
struct hash configs_hash(const struct configs *configs);
/* A file in memory that workers read it from, or -1 if there is nothing to read. */
int configs_descriptor(struct configs *configs);
/* --dump-config: what holds for the named files, else for the current directory. False: not all of it. */
bool configs_dump(struct configs *configs, const struct options *options, FILE *out);

#endif
