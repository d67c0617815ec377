/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Modules. The macros expand to nothing that a checker needs.
 */
#ifndef SHIM_LINUX_MODULE_H
#define SHIM_LINUX_MODULE_H

#include <linux/compiler.h>

struct module;

#define THIS_MODULE		((struct module *)0)
#define MODULE_LICENSE(s)	_Static_assert(sizeof(s), "licence")
#define MODULE_AUTHOR(s)	_Static_assert(sizeof(s), "author")
#define MODULE_DESCRIPTION(s)	_Static_assert(sizeof(s), "description")
#define MODULE_DEVICE_TABLE(type, table) _Static_assert(sizeof(table), #type)
#define EXPORT_SYMBOL_GPL(sym)	_Static_assert(sizeof(&sym), #sym)
#define module_init(fn)		int init_module(void) { return fn(); }
#define module_exit(fn)		void cleanup_module(void) { fn(); }

#define EXPORT_SYMBOL(sym)	EXPORT_SYMBOL_GPL(sym)

/* A driver that its module registers, and nothing else. */
#define module_driver(drv, enter, leave)		\
	static int drv##_init(void) { return enter(&drv); } \
	module_init(drv##_init)				\
	static void drv##_exit(void) { leave(&drv); }	\
	module_exit(drv##_exit)

int init_module(void);
void cleanup_module(void);

#endif
