/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * From a member to the structure around it.
 */
#ifndef SHIM_LINUX_CONTAINER_OF_H
#define SHIM_LINUX_CONTAINER_OF_H

#include <linux/types.h>

#define container_of(ptr, type, member) ({				\
	void *shim_member = (void *)(ptr);				\
	(type *)((char *)shim_member - offsetof(type, member));		\
})

#endif
