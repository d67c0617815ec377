/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Sets of a few pointers, in the order in which they came. */
#include "checker/engine/impl.h"

bool dl_set_has(const struct dl_set *set, const void *item)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->items[i] == item)
			return true;
	return false;
}

void dl_set_add(struct dl_arena *arena, struct dl_set *set, const void *item)
{
	if (dl_set_has(set, item))
		return;
	set->items = dl_arena_reserve(arena, set->items, set->n, &set->cap, sizeof(*set->items));
	set->items[set->n++] = item;
}
