/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a device tree says. There is none: a device is the first that its driver knows.
 */
#ifndef SHIM_LINUX_OF_H
#define SHIM_LINUX_OF_H

#include <linux/mod_devicetable.h>
#include <linux/types.h>

struct device;

const void *of_device_get_match_data(const struct device *dev);
const void *device_get_match_data(const struct device *dev);

#define of_match_ptr(table)	(table)

#endif
