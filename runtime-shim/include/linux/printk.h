/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The kernel log.
 */
#ifndef SHIM_LINUX_PRINTK_H
#define SHIM_LINUX_PRINTK_H

#include <linux/compiler.h>

int _printk(const char *fmt, ...) __printf(1, 2);

#define KERN_ERR	"3"
#define KERN_WARNING	"4"
#define KERN_INFO	"6"
#define KERN_DEBUG	"7"

#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif
#define printk(fmt, ...)	_printk(fmt, ##__VA_ARGS__)
#define pr_err(fmt, ...)	_printk(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...)	_printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...)	_printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_debug(fmt, ...)	_printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#define net_ratelimit()		1
#define printk_ratelimit()	1

#endif
