/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * DMA addresses. Each mapping gets pages of its own and an unmapped page behind them, and an address
 * comes back only when all others of its range have had their turn: a stale handle hits nothing that
 * is alive. No address is one that the CPU could follow: below 4 GiB only the upper half is used,
 * above it what lies between the program and its shared objects on 64-bit machines.
 */
#include "shim.h"

#define LOW_FIRST 0x80000000ull
#define LOW_LAST 0xffffffffull
#define HIGH_FIRST 0x1200000000ull
#define HIGH_LAST 0xfffffffffffull
#define MAX_SPACES 40

struct space {
	u64 first, last, next, live;
};

static struct space spaces[MAX_SPACES];
static unsigned int nspaces;
static u32 upper_first, upper_last;

static struct space *space_of(u64 first, u64 last)
{
	for (unsigned int i = 0; i < nspaces; i++)
		if (spaces[i].first == first && spaces[i].last == last)
			return &spaces[i];
	if (nspaces == MAX_SPACES)
		return NULL;
	spaces[nspaces] = (struct space){ first, last, first, 0 };
	return &spaces[nspaces++];
}

/* The upper half of what a narrow mask reaches. */
static struct space *low_space(u64 mask)
{
	if (mask >= LOW_LAST)
		return space_of(LOW_FIRST, LOW_LAST);
	return mask < 4 * PAGE_SIZE ? NULL : space_of((mask / 2 + 1) & PAGE_MASK, mask);
}

static struct space *high_space(u64 mask)
{
	if (mask <= LOW_LAST)
		return NULL;
	if (mask >= HIGH_LAST)
		return space_of(HIGH_FIRST, HIGH_LAST);
	return mask > HIGH_FIRST ? space_of(HIGH_FIRST, mask) : space_of(LOW_LAST + 1, mask);
}

static u64 span_of(size_t offset, size_t size)
{
	return PAGE_ALIGN(offset + size) + PAGE_SIZE;
}

/* Frees the place of what is only remembered; where something lives, the address behind it. */
static u64 make_room(u64 start, u64 span)
{
	const struct shim_object *range = shim_object_range_in(start, span);
	struct shim_segment *segment;

	if (range)
		return PAGE_ALIGN(range->handle + range->size) + PAGE_SIZE;
	while ((segment = shim_segment_in(start, span))) {
		if (shim_object_is_live(segment->object))
			return PAGE_ALIGN(segment->handle + segment->size) + PAGE_SIZE;
		shim_object_forget(segment->object);
	}
	return 0;
}

static bool take_from(struct space *space, size_t offset, u64 span, size_t align,
		      dma_addr_t *handle)
{
	u64 start, beyond;
	int rounds = 0;

	if (!space || space->live + span > space->last - space->first + 1)
		return false;
	for (;;) {
		start = (space->next + align - 1) & ~((u64)align - 1);
		if (start < space->next || start > space->last ||
		    space->last - start + 1 < span) {
			if (rounds++)
				return false;
			space->next = space->first;
			continue;
		}
		beyond = make_room(start, span);
		if (!beyond)
			break;
		space->next = beyond;
	}
	space->next = start + span;
	space->live += span;
	*handle = start + offset;
	return true;
}

static void note_upper(dma_addr_t handle)
{
	u32 upper = (u32)(handle >> 32);

	if (upper && (!upper_first || upper < upper_first))
		upper_first = upper;
	if (upper > upper_last)
		upper_last = upper;
}

bool shim_handle_take(u64 mask, size_t offset, size_t size, size_t align, dma_addr_t *handle)
{
	u64 span = span_of(offset, size);
	bool up = shim_settings.handles_above_4g;

	if (size > HIGH_LAST || align > HIGH_FIRST)
		return false;
	if (!take_from(up ? high_space(mask) : low_space(mask), offset, span, align, handle) &&
	    !take_from(up ? low_space(mask) : high_space(mask), offset, span, align, handle))
		return false;
	note_upper(*handle);
	return true;
}

void shim_handle_give(dma_addr_t handle, size_t size)
{
	u64 span = span_of(offset_in_page(handle), size);

	for (unsigned int i = 0; i < nspaces; i++) {
		if (handle >= spaces[i].first && handle <= spaces[i].last) {
			spaces[i].live -= span < spaces[i].live ? span : spaces[i].live;
			return;
		}
	}
}

void shim_handle_uppers(u32 *first, u32 *last)
{
	*first = upper_first;
	*last = upper_last;
}

void shim_handles_reset(void)
{
	nspaces = 0;
	upper_first = upper_last = 0;
}
