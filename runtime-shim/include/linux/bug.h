/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Assertions. WARN_ON is an expression, as in the kernel: drivers write `if (WARN_ON(x))`.
 */
#ifndef SHIM_LINUX_BUG_H
#define SHIM_LINUX_BUG_H

#include <linux/compiler.h>

void dma_shim_warn(const char *file, int line);
void dma_shim_bug(const char *file, int line) __noreturn;

#define WARN_ON(condition) ({					\
	int shim_warned = !!(condition);			\
	if (unlikely(shim_warned))				\
		dma_shim_warn(__FILE__, __LINE__);		\
	unlikely(shim_warned);					\
})
#define WARN(condition, ...)		WARN_ON(condition)
#define WARN_ONCE(condition, ...)	WARN_ON_ONCE(condition)
#define WARN_ON_ONCE(condition) ({				\
	static bool shim_said;					\
	int shim_once = !!(condition);				\
	if (unlikely(shim_once && !shim_said)) {		\
		shim_said = true;				\
		dma_shim_warn(__FILE__, __LINE__);		\
	}							\
	unlikely(shim_once);					\
})
#define BUG()			dma_shim_bug(__FILE__, __LINE__)
#define BUG_ON(condition)			\
	do {					\
		if (unlikely(condition))	\
			BUG();			\
	} while (0)
#define BUILD_BUG_ON(condition)	_Static_assert(!(condition), "BUILD_BUG_ON: " #condition)

#endif
