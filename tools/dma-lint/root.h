/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The top of the tree that a source belongs to. */
#ifndef DL_ROOT_H
#define DL_ROOT_H

#include <stddef.h>

/*
 * The nearest directory above the file, an absolute path, that a version control or a kernel begins in; the current
 * directory if there is none, so that names are as short as a reader has them. Fills root, of PATH_MAX.
 */
void root_of(const char *path, char *root);

#endif
