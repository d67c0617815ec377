/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Units in files, as the plugin (units=DIR) and --dump-ir write them. */
#ifndef DL_UNITS_H
#define DL_UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "checker/ir/arena.h"
#include "checker/ir/ir.h"
#include "tools/dma-lint/jobs.h"

/* Does the name say that it is one? */
bool units_is_name(const char *path);
bool units_is_directory(const char *path);
/* The units in a directory, not below it, by name. NULL, and errno is set, if it cannot be read. */
char **units_in_directory(struct dl_arena *arena, const char *directory, size_t *count);
/* The file's text. False, and errno is set, if it cannot be read. */
bool units_load(const char *path, struct buffer *text);
/* How much of the text is its first unit: --dump-ir writes those of all files one after another. */
size_t units_first_length(const char *text, size_t len);

#endif
