/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Values as sums: a constant and multiples of values that are no sums themselves. What makes
 * "n + 2 - n" a number and "2 * a + a" the same as "3 * a".
 */
#ifndef DL_VALUE_SUMS_H
#define DL_VALUE_SUMS_H

#include "checker/engine/value.h"

#define DL_SUM_TERMS 8

struct dl_term {
	const struct dl_value *base;
	int64_t factor;
};

struct dl_sum {
	struct dl_term terms[DL_SUM_TERMS];
	size_t n;
	int64_t offset;
	bool overflow;		/* more terms than fit: not usable */
};

/* Arithmetic that wraps, as the machine does. */
static inline int64_t dl_wrap_mul(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a * (uint64_t)b);
}

static inline int64_t dl_wrap_add(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

static inline int64_t dl_wrap_negate(int64_t a)
{
	return (int64_t)(0 - (uint64_t)a);
}

/* Adds v times factor; too many terms are an overflow, and the sum is not known. */
void dl_sum_add(struct dl_sum *s, const struct dl_value *v, int64_t factor);

#endif
