/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Short lists of numbers that a value is one of. Drivers ask the same thing twice: "case 1: case 3:"
 * to map, and again to unmap. Between the two the value lies from 1 to 3, but is not 2; a range
 * cannot say that. Lists never change once made, so that states share them.
 */
#include "checker/engine/among.h"

#include <string.h>

static bool add(struct dl_among *to, int64_t number)
{
	size_t i = 0;

	while (i < to->n && to->values[i] < number)
		i++;
	if (i < to->n && to->values[i] == number)
		return true;
	if (to->n == DL_AMONG_MAX)
		return false;
	memmove(&to->values[i + 1], &to->values[i], (to->n - i) * sizeof(to->values[0]));
	to->values[i] = number;
	to->n++;
	return true;
}

static bool add_all(struct dl_among *to, const struct dl_among *from, struct dl_range range)
{
	if (!from)
		return range.lo == range.hi && add(to, range.lo);
	for (size_t i = 0; i < from->n; i++)
		if (!add(to, from->values[i]))
			return false;
	return true;
}

static const struct dl_among *keep(struct dl_arena *arena, const struct dl_among *list)
{
	struct dl_among *kept = DL_NEW(arena, struct dl_among);

	*kept = *list;
	return kept;
}

static bool is_range(const struct dl_among *list)
{
	return (uint64_t)list->values[list->n - 1] - (uint64_t)list->values[0] == list->n - 1;
}

const struct dl_among *dl_among_either(struct dl_arena *arena, const struct dl_among *a,
				       struct dl_range p, const struct dl_among *b,
				       struct dl_range q)
{
	struct dl_among list = { 0 };

	if (a && dl_among_same(a, b))
		return a;
	if (!add_all(&list, a, p) || !add_all(&list, b, q) || is_range(&list))
		return NULL;
	return keep(arena, &list);
}

size_t dl_among_narrow(struct dl_arena *arena, const struct dl_among **among,
		       struct dl_range *range, const int64_t *without)
{
	struct dl_among list = { 0 };

	for (size_t i = 0; i < (*among)->n; i++) {
		int64_t number = (*among)->values[i];

		if (number >= range->lo && number <= range->hi && !(without && number == *without))
			list.values[list.n++] = number;
	}
	if (!list.n)
		return 0;
	*range = (struct dl_range){ list.values[0], list.values[list.n - 1] };
	if (is_range(&list))
		*among = NULL;
	else if (list.n < (*among)->n)
		*among = keep(arena, &list);
	return list.n;
}

bool dl_among_has(const struct dl_among *among, int64_t number)
{
	for (size_t i = 0; i < among->n; i++)
		if (among->values[i] == number)
			return true;
	return false;
}

bool dl_among_same(const struct dl_among *a, const struct dl_among *b)
{
	return a == b || (a && b && a->n == b->n &&
			  !memcmp(a->values, b->values, a->n * sizeof(a->values[0])));
}
