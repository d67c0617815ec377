/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Short lists of numbers that a value is one of: what a range alone would blur. */
#ifndef DL_ENGINE_AMONG_H
#define DL_ENGINE_AMONG_H

#include "checker/engine/value.h"

#define DL_AMONG_MAX 8

struct dl_among {		/* ascending, with a gap: else a range would do */
	size_t n;
	int64_t values[DL_AMONG_MAX];
};

/*
 * What is in either of two: a list, or the only number of a range if there is no list. NULL if one
 * of them may be anything, if there are too many, or if a range says the same.
 */
const struct dl_among *dl_among_either(struct dl_arena *arena, const struct dl_among *a,
				       struct dl_range p, const struct dl_among *b,
				       struct dl_range q);
/* Those that are in the range and not the number. Returns how many; the range shrinks to them. */
size_t dl_among_narrow(struct dl_arena *arena, const struct dl_among **among,
		       struct dl_range *range, const int64_t *without);
bool dl_among_has(const struct dl_among *among, int64_t number);
bool dl_among_same(const struct dl_among *a, const struct dl_among *b);

#endif
