/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Asks for a macro, says kbuild's name of the file, and has a function that one driver has, too. */
#ifndef HELPER_H
#define HELPER_H
#ifdef SHORT_NAMES
#define HELPER_SIZE 16
#else
#define HELPER_SIZE 32
#endif

static inline int helper(void)
{
	return -12;
}

static inline const char *helper_name(void)
{
	return KBUILD_MODNAME;
}
#endif
