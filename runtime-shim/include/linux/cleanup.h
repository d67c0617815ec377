/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Clean-up at the end of a scope: __free(), no_free_ptr(), guard().
 */
#ifndef SHIM_LINUX_CLEANUP_H
#define SHIM_LINUX_CLEANUP_H

#include <linux/compiler.h>

#define DEFINE_FREE(name, type, action)					\
	static inline __maybe_unused void __free_##name(void *var)	\
	{								\
		type _T = *(type *)var;					\
		action;							\
	}
#define __free(name)	__cleanup(__free_##name)

#define no_free_ptr(p) ({		\
	__auto_type shim_kept = (p);	\
	(p) = NULL;			\
	shim_kept;			\
})
#define return_ptr(p)	return no_free_ptr(p)

#define DEFINE_GUARD(name, type, take, give)				\
	typedef type class_##name##_t;					\
	static inline __maybe_unused type class_##name##_constructor(type _T) \
	{								\
		take;							\
		return _T;						\
	}								\
	static inline __maybe_unused void class_##name##_destructor(type *var) \
	{								\
		type _T = *var;						\
		if (_T) {						\
			give;						\
		}							\
	}
#define CLASS(name, var)						\
	class_##name##_t var __cleanup(class_##name##_destructor) __maybe_unused = \
		class_##name##_constructor
#define guard(name)	CLASS(name, __UNIQUE_ID(guard))

#endif
