/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Comparisons that evaluate their arguments once.
 */
#ifndef SHIM_LINUX_MINMAX_H
#define SHIM_LINUX_MINMAX_H

#define min(x, y) ({				\
	__auto_type shim_x = (x);		\
	__auto_type shim_y = (y);		\
	shim_x < shim_y ? shim_x : shim_y;	\
})
#define max(x, y) ({				\
	__auto_type shim_x = (x);		\
	__auto_type shim_y = (y);		\
	shim_x > shim_y ? shim_x : shim_y;	\
})
#define min_t(type, x, y)	min((type)(x), (type)(y))
#define max_t(type, x, y)	max((type)(x), (type)(y))

#define swap(a, b)				\
	do {					\
		__typeof__(a) shim_tmp = (a);	\
		(a) = (b);			\
		(b) = shim_tmp;			\
	} while (0)

#endif
