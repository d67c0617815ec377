/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Sleeping locks.
 */
#ifndef SHIM_LINUX_MUTEX_H
#define SHIM_LINUX_MUTEX_H

#include <linux/cleanup.h>
#include <linux/types.h>

struct mutex {
	int locked;
};

void mutex_init(struct mutex *lock);
void mutex_lock(struct mutex *lock);
int mutex_lock_interruptible(struct mutex *lock);
void mutex_unlock(struct mutex *lock);

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))

#endif
