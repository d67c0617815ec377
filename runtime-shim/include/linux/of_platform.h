/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * See of.h.
 */
#ifndef SHIM_LINUX_OF_PLATFORM_H
#define SHIM_LINUX_OF_PLATFORM_H

#include <linux/of.h>
#include <linux/platform_device.h>

#endif
