/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Ranges of addresses that are taken first and filled later (6.16): only an IOMMU can do that, and a driver
 * has to live without. The machine has one if the setting "iommu" says so; else dma_iova_try_alloc() says
 * no. dma-api.rst of newer kernels, part Ie.
 *
 * The range is an object, and each piece that is linked into it another one: a streaming mapping at a place
 * that the driver has chosen, with two copies like any other. Its address is good for the device from
 * dma_iova_sync() on. What is linked goes with its range.
 */
#include "shim.h"

#include <errno.h>

static const void *key_of(dma_addr_t addr)
{
	return (const void *)(uintptr_t)addr;
}

/* ---- the range --------------------------------------------------------------------------------- */

static bool take_range(struct shim_call *call, phys_addr_t phys, dma_addr_t *addr)
{
	struct shim_object *o;
	u64 mask;

	if (shim_device_refused(call) || shim_size_refused(call) || !shim_settings.iommu ||
	    shim_should_fail(true))
		return false;
	o = shim_object_new(call, 0);
	if (!o)
		return false;
	if (!shim_dma_mask(call->dev, false, &mask) ||
	    !shim_handle_take(mask, offset_in_page(phys), call->size, PAGE_SIZE, &o->handle)) {
		o->handle = 0;
		shim_object_discard(o);
		return false;
	}
	*addr = o->handle;
	shim_object_add(o, key_of(o->handle), call->size);
	shim_step(call, o, DL_EVENT_TEST_OK);	/* the result is a bool */
	return true;
}

bool dma_iova_try_alloc(struct device *dev, struct dma_iova_state *state, phys_addr_t phys,
			size_t size)
{
	SHIM_CALL(dma_iova_try_alloc, 4, .dev = dev, .size = size);
	dma_addr_t addr = 0;
	bool taken = false;

	if (state)
		taken = take_range(&call, phys, &addr);
	else if (!shim_device_refused(&call))
		shim_report(&call, SHIM_BAD_ARGUMENT, NULL, "%s() without a place for the range",
			    call.name);
	shim_leave();
	if (state)
		*state = (struct dma_iova_state){ addr, taken ? size : 0 };
	return taken;
}

bool dma_use_iova(struct dma_iova_state *state)
{
	return !SHIM_MISSING(state, "a range") && state->__size != 0;
}

/* The range of a call, alive, or NULL after a word; the event is what happens to one that is gone. */
static struct shim_object *range_of(struct shim_call *call, const struct dma_iova_state *state,
				    enum dl_event event)
{
	struct shim_object *o = NULL;

	if (shim_device_refused(call))
		return NULL;
	if (state && state->__size)
		o = shim_object_find(DL_MACHINE_IOVA, key_of(state->addr));
	if (!o) {
		shim_report(call, SHIM_BAD_ARGUMENT, NULL,
			    "%s() of a range that dma_iova_try_alloc() did not give", call->name);
		return NULL;
	}
	call->handle = o->handle + call->offset;
	if (shim_object_is_live(o))
		return o;
	shim_step(call, o, event);
	return NULL;
}

/* False after a word: the part is not of the range. */
static bool is_within(const struct shim_call *call, const struct shim_object *range, int rule)
{
	if (call->offset <= range->size && call->size <= range->size - call->offset)
		return true;
	shim_report(call, rule, range,
		    "%s() goes beyond the range [range=%zu] [offset=%zu] [size=%zu]", call->name,
		    range->size, call->offset, call->size);
	return false;
}

/* What is linked, alive, in so many bytes from an address on: the lowest of it, or NULL. */
static struct shim_object *link_in(dma_addr_t start, size_t len)
{
	struct shim_object *first = NULL;
	struct shim_segment *s;

	while (len && (s = shim_segment_live_in(start, len))) {
		first = s->object;
		if (s->handle <= start)
			break;
		len = s->handle - start;
	}
	return first;
}

/* ---- linking ----------------------------------------------------------------------------------- */

static bool link_refused(const struct shim_call *call, const struct shim_object *range)
{
	if (shim_direction_refused(call) || shim_size_refused(call) ||
	    !is_within(call, range, SHIM_BAD_ARGUMENT))
		return true;
	if (call->dev != range->dev) {
		shim_report(call, DL_RULE_UNMAP_DEVICE_MISMATCH, range,
			    "%s() for another device than the range is of [range=%s] [linked for %s]",
			    call->name, shim_device_name(range->dev), shim_device_name(call->dev));
		return true;
	}
	if (offset_in_page(call->cpu) != (call->handle & ~PAGE_MASK)) {
		shim_report(call, SHIM_BAD_ARGUMENT, range,
			    "%s() of what begins elsewhere in its page than its place in the range does [physical address=%#llx] [offset=%zu]",
			    call->name, (unsigned long long)(uintptr_t)call->cpu, call->offset);
		return true;
	}
	if (link_in(call->handle & PAGE_MASK,
		    PAGE_ALIGN((call->handle & ~PAGE_MASK) + call->size))) {
		shim_report(call, SHIM_BAD_ARGUMENT, range,
			    "%s() to pages of the range where something is linked [offset=%zu]",
			    call->name, call->offset);
		return true;
	}
	return !(call->attrs & DMA_ATTR_MMIO) && shim_buffer_refused(call);
}

static int link_piece(struct shim_call *call, struct shim_object *range)
{
	bool memory = !(call->attrs & DMA_ATTR_MMIO);
	struct shim_object *o;

	if (link_refused(call, range))
		return -EIO;
	o = shim_should_fail(true) ? NULL : shim_object_new(call, 1);
	if (!o)
		return -ENOMEM;
	if (memory && !shim_copy_make(&o->one.copy, call->cpu, call->size,
				      shim_mem_alive_at(call->cpu))) {
		shim_object_discard(o);
		return -EIO;
	}
	o->machine = DL_MACHINE_STREAMING;
	o->pool = range;
	o->pending = true;
	o->one.cpu = memory ? call->cpu : NULL;
	o->one.handle = call->handle;
	o->one.size = call->size;
	if (!(call->attrs & DMA_ATTR_SKIP_CPU_SYNC))
		shim_copy_to_device(&o->one.copy, 0, call->size);
	shim_object_add(o, NULL, 0);
	shim_step(call, o, DL_EVENT_TEST_OK);	/* the result is a status */
	return 0;
}

int dma_iova_link(struct device *dev, struct dma_iova_state *state, phys_addr_t phys,
		  size_t offset, size_t size, enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_iova_link, 7, .dev = dev, .cpu = phys_to_virt(phys), .offset = offset,
		  .size = size, .dir = dir, .attrs = attrs);
	struct shim_object *range = range_of(&call, state, DL_EVENT_HAND_OVER);
	int error = range ? link_piece(&call, range) : -EINVAL;

	shim_leave();
	return error;
}

/* What has been linked is known to the hardware from now on. */
static void announce(const struct shim_call *call)
{
	dma_addr_t at = call->handle, end = at + call->size;
	struct shim_object *o;

	for (; at < end && (o = link_in(at, end - at)); at = o->one.handle + o->one.size)
		o->pending = false;
}

int dma_iova_sync(struct device *dev, struct dma_iova_state *state, size_t offset, size_t size)
{
	SHIM_CALL(dma_iova_sync, 4, .dev = dev, .offset = offset, .size = size);
	struct shim_object *range = range_of(&call, state, DL_EVENT_SYNC_DEVICE);
	int error = -EINVAL;

	if (range && is_within(&call, range, DL_RULE_SYNC_OUT_OF_RANGE)) {
		announce(&call);
		error = 0;
	}
	shim_leave();
	return error;
}

/* ---- the end ----------------------------------------------------------------------------------- */

/* One piece, all of it: as much as the call means of it is compared before. */
static void unlink_piece(const struct shim_call *call, struct shim_object *o)
{
	struct shim_call one = *call;

	one.handle = o->handle;
	one.size = o->size;
	if (o->handle < call->handle || o->handle + o->size > call->handle + call->size)
		one.size = call->size;
	shim_compare(&one, o);
	shim_judge_attrs(&one, o);
	shim_judge_writes(&one, o);
	shim_judge_syncs(&one, o);
	shim_step(&one, o, DL_EVENT_RELEASE);
	one.size = o->size;
	shim_finish_data(&one, o);
	shim_object_retire(call, o);
}

/* Says so if nothing is linked where the call goes: never, or no longer. */
static void unlink_pieces(struct shim_call *call, const struct shim_object *range)
{
	struct shim_object *o = link_in(call->handle, call->size);
	struct shim_segment *old;

	if (!o) {
		old = shim_segment_at(call->handle);
		if (old)
			shim_step(call, old->object, DL_EVENT_RELEASE);
		else
			shim_report(call, DL_RULE_UNMAP_NEVER_MAPPED, range,
				    "%s() of a part of the range where nothing has been linked [offset=%zu] [size=%zu]",
				    call->name, call->offset, call->size);
	}
	for (; o; o = link_in(call->handle, call->size))
		unlink_piece(call, o);
}

void dma_iova_unlink(struct device *dev, struct dma_iova_state *state, size_t offset, size_t size,
		     enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_iova_unlink, 6, .dev = dev, .offset = offset, .size = size, .dir = dir,
		  .attrs = attrs);
	struct shim_object *range = range_of(&call, state, DL_EVENT_RELEASE);

	if (range && !shim_direction_refused(&call) && !shim_size_refused(&call) &&
	    is_within(&call, range, DL_RULE_UNMAP_SIZE_MISMATCH))
		unlink_pieces(&call, range);
	shim_leave();
}

/* Whatever is linked still was forgotten: one report, and it goes. */
static void drop_pieces(const struct shim_call *call, const struct shim_object *range)
{
	struct shim_object *o = link_in(range->handle, range->size);

	if (o)
		shim_report(call, DL_RULE_FREE_WHILE_MAPPED, o,
			    "%s() of a range where something is linked [offset=%zu] [size=%zu]",
			    call->name, (size_t)(o->handle - range->handle), o->size);
	for (; o; o = link_in(range->handle, range->size))
		shim_object_retire(call, o);
}

static void free_range(const struct shim_call *call, struct shim_object *range)
{
	if (call->dev != range->dev)
		shim_report(call, DL_RULE_UNMAP_DEVICE_MISMATCH, range, DL_WORDS_UNMAP_DEVICE,
			    call->name, shim_device_name(range->dev), shim_device_name(call->dev));
	drop_pieces(call, range);
	shim_step(call, range, DL_EVENT_RELEASE);
	shim_object_retire(call, range);
}

void dma_iova_free(struct device *dev, struct dma_iova_state *state)
{
	SHIM_CALL(dma_iova_free, 2, .dev = dev);
	struct shim_object *range = range_of(&call, state, DL_EVENT_RELEASE);

	if (range)
		free_range(&call, range);
	shim_leave();
}

/* mapped_len bytes from the start are linked, and nothing else is. */
void dma_iova_destroy(struct device *dev, struct dma_iova_state *state, size_t mapped_len,
		      enum dma_data_direction dir, unsigned long attrs)
{
	SHIM_CALL(dma_iova_destroy, 5, .dev = dev, .size = mapped_len, .dir = dir, .attrs = attrs);
	struct shim_object *range = range_of(&call, state, DL_EVENT_RELEASE);

	if (range && !shim_direction_refused(&call)) {
		if (mapped_len && is_within(&call, range, DL_RULE_UNMAP_SIZE_MISMATCH))
			unlink_pieces(&call, range);
		free_range(&call, range);
	}
	shim_leave();
}
