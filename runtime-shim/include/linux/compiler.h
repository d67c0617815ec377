/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Annotations, branch hints and single accesses.
 */
#ifndef SHIM_LINUX_COMPILER_H
#define SHIM_LINUX_COMPILER_H

#include <linux/types.h>

#define __iomem
#define __user
#define __force
#define __bitwise
#define __rcu
#define __percpu
#define __init
#define __exit
#define __must_check		__attribute__((warn_unused_result))
#define __maybe_unused		__attribute__((unused))
#define __always_unused		__attribute__((unused))
#ifndef __always_inline
#define __always_inline		inline __attribute__((always_inline))
#endif
#define noinline		__attribute__((noinline))
#define __packed		__attribute__((packed))
#define __aligned(x)		__attribute__((aligned(x)))
#define __printf(a, b)		__attribute__((format(printf, a, b)))
#define __noreturn		__attribute__((noreturn))
#define __cleanup(func)		__attribute__((cleanup(func)))
#define __section(s)		__attribute__((section(s)))
#define fallthrough		__attribute__((fallthrough))
#define ____cacheline_aligned	__aligned(64)
#define ____cacheline_aligned_in_smp ____cacheline_aligned

#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)
#define barrier()	__asm__ __volatile__("" : : : "memory")
#define unreachable()	__builtin_unreachable()

#ifndef typeof
#define typeof		__typeof__
#endif
#ifndef asm
#define asm		__asm__
#endif

#define READ_ONCE(x)	(*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, val)				\
	do {						\
		*(volatile typeof(x) *)&(x) = (val);	\
	} while (0)

#define SHIM_PASTE_(a, b)	a##b
#define SHIM_PASTE(a, b)	SHIM_PASTE_(a, b)
#define __UNIQUE_ID(prefix)	SHIM_PASTE(SHIM_PASTE(__UNIQUE_ID_, prefix), __COUNTER__)


#endif
