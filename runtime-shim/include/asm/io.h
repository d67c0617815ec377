/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * See linux/io.h.
 */
#ifndef SHIM_ASM_IO_H
#define SHIM_ASM_IO_H

#include <linux/io.h>

#endif
