/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Files without a name, for workers to read. */
#ifndef DL_MEMORY_FILE_H
#define DL_MEMORY_FILE_H

#include <stddef.h>

/* One that holds the text; -1, and errno is set: there can be none. The name is for those who look into /proc. */
int memory_file(const char *name, const char *text, size_t len);

#endif
