/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* write(), as often as it takes. */
#ifndef DL_WRITE_ALL_H
#define DL_WRITE_ALL_H

#include <stdbool.h>
#include <stddef.h>

/* false, and errno is set: not all of the len bytes could be written. */
bool write_all(int fd, const void *bytes, size_t len);

#endif
