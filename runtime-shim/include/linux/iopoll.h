/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Registers asked again and again. Time passes as delays say, so that a loop ends.
 */
#ifndef SHIM_LINUX_IOPOLL_H
#define SHIM_LINUX_IOPOLL_H

#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/io.h>

/* A timeout of 0 means for ever. */
#define read_poll_timeout(op, val, cond, sleep_us, timeout_us, delay_before_read, args...)	\
({												\
	unsigned long long shim_limit = (timeout_us), shim_waited = 0;				\
	unsigned long shim_step = (sleep_us) ? (sleep_us) : 1;					\
	bool shim_met;										\
												\
	if (delay_before_read)									\
		fsleep(shim_step);								\
	for (;;) {										\
		(val) = op(args);								\
		shim_met = (cond);								\
		if (shim_met || (shim_limit && shim_waited > shim_limit))			\
			break;									\
		fsleep(shim_step);								\
		shim_waited += shim_step;							\
	}											\
	shim_met ? 0 : -ETIMEDOUT;								\
})

#define read_poll_timeout_atomic(op, val, cond, delay_us, timeout_us, delay_before_read, args...)	\
	read_poll_timeout(op, val, cond, delay_us, timeout_us, delay_before_read, args)
#define readx_poll_timeout(op, addr, val, cond, sleep_us, timeout_us) \
	read_poll_timeout(op, val, cond, sleep_us, timeout_us, false, addr)
#define readl_poll_timeout(addr, val, cond, sleep_us, timeout_us) \
	readx_poll_timeout(readl, addr, val, cond, sleep_us, timeout_us)
#define readl_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout(readl, addr, val, cond, delay_us, timeout_us)

#endif
