/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Waiting for a bit to be cleared: by work or a timer, which run meanwhile.
 */
#ifndef SHIM_LINUX_WAIT_BIT_H
#define SHIM_LINUX_WAIT_BIT_H

#include <linux/bitops.h>
#include <linux/jiffies.h>

#define TASK_INTERRUPTIBLE	0x0001
#define TASK_UNINTERRUPTIBLE	0x0002

/* 0, or -EAGAIN when the time is up. */
int wait_on_bit_timeout(unsigned long *word, int bit, unsigned int mode, unsigned long timeout);
void wake_up_bit(void *word, int bit);

#endif
