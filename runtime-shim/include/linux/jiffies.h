/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Kernel look-alike: time in ticks. What msleep() and its kin wait passes at once. */
#ifndef SHIM_LINUX_JIFFIES_H
#define SHIM_LINUX_JIFFIES_H

#include <linux/types.h>

#define HZ 250

unsigned long dma_shim_jiffies(void);
#define jiffies dma_shim_jiffies()

unsigned long msecs_to_jiffies(unsigned int msecs);
unsigned long usecs_to_jiffies(unsigned int usecs);
unsigned int jiffies_to_msecs(unsigned long j);

#define time_after(a, b)	((long)((b) - (a)) < 0)
#define time_before(a, b)	time_after(b, a)
#define time_after_eq(a, b)	((long)((a) - (b)) >= 0)
#define time_before_eq(a, b)	time_after_eq(b, a)

#endif
