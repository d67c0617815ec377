/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Waiting for time to pass.
 */
#ifndef SHIM_LINUX_DELAY_H
#define SHIM_LINUX_DELAY_H

#include <asm/processor.h>
#include <linux/jiffies.h>

void udelay(unsigned long usecs);
void mdelay(unsigned long msecs);
void msleep(unsigned int msecs);
unsigned long msleep_interruptible(unsigned int msecs);
void ndelay(unsigned long nsecs);
void fsleep(unsigned long usecs);
void usleep_range(unsigned long min, unsigned long max);

#endif
