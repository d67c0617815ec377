/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which devices a driver is for.
 */
#ifndef SHIM_LINUX_MOD_DEVICETABLE_H
#define SHIM_LINUX_MOD_DEVICETABLE_H

struct of_device_id {
	char name[32];
	char type[32];
	char compatible[128];
	const void *data;
};

#endif
