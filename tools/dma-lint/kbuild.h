/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Compile commands of a kernel tree, or of a module outside of it, from kbuild, without building. */
#ifndef DL_KBUILD_H
#define DL_KBUILD_H

#include <stdbool.h>
#include <stdio.h>

#include "checker/ir/arena.h"
#include "tools/dma-lint/options.h"

/*
 * Asks kbuild how everything at or below the files of the command line would be compiled, and
 * writes a compile_commands.json. Makes the generated headers if there are none. False, with a
 * message, if kbuild names nothing.
 */
bool kbuild_write_commands(const struct options *options, FILE *out);
/*
 * Where a file of the command line is: in the tree, else as seen from the current directory.
 * Absolute, symbolic links resolved; NULL if it is nowhere.
 */
const char *kbuild_path(const struct options *options, struct dl_arena *arena, const char *name);

/* The path is the directory's, or of something in it; both absolute. */
bool path_is_below(const char *path, const char *directory);

#endif
