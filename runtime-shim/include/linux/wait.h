/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Wait queues.
 */
#ifndef SHIM_LINUX_WAIT_H
#define SHIM_LINUX_WAIT_H

#include <linux/wait_bit.h>

#endif
