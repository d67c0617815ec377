/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory declared for a device: dma_declare_coherent_memory() and its kin, from the 2.6 era
 * (DMA-API.txt, part II). A device has one region at most; coherent memory comes from it first, page by page.
 */
#include "shim.h"

#include <errno.h>
#include <linux/dma-compat.h>
#include <linux/err.h>

struct region {
	size_t pages;
	bool exclusive;
	unsigned char used[];	/* a page each */
};

static struct region *region_of(const struct shim_object *o)
{
	struct shim_object *region = shim_device(o->dev)->region;

	return region && shim_object_is_live(region) ? region->extra : NULL;
}

/* The first run of n free pages, or -1. */
static long find_room(const struct region *r, size_t n)
{
	size_t run = 0;

	for (size_t i = 0; i < r->pages; i++) {
		run = r->used[i] ? 0 : run + 1;
		if (run == n)
			return (long)(i + 1 - n);
	}
	return -1;
}

/* Who had it before. */
static void forget_last(dma_addr_t handle, size_t size)
{
	struct shim_segment *s;

	while ((s = shim_segment_in(handle, size)) && !shim_object_is_live(s->object))
		shim_object_forget(s->object);
}

bool shim_region_take(struct shim_object *o, dma_addr_t *handle)
{
	struct region *r = region_of(o);
	size_t n = PAGE_ALIGN(o->size) >> PAGE_SHIFT;
	long at = r ? find_room(r, n) : -1;

	if (at < 0)
		return false;
	memset(r->used + at, 1, n);
	forget_last(shim_device(o->dev)->region->handle + ((dma_addr_t)at << PAGE_SHIFT), o->size);
	*handle = shim_device(o->dev)->region->handle + ((dma_addr_t)at << PAGE_SHIFT);
	o->region_pages = n;
	o->region_serial = shim_device(o->dev)->region->serial;
	return true;
}

void shim_region_give(const struct shim_object *o)
{
	struct region *r = region_of(o);

	if (r && shim_device(o->dev)->region->serial == o->region_serial)
		memset(r->used + ((o->handle - shim_device(o->dev)->region->handle) >> PAGE_SHIFT),
		       0, o->region_pages);
}

static bool flags_are_wrong(int flags)
{
	int all = DMA_MEMORY_MAP | DMA_MEMORY_IO | DMA_MEMORY_INCLUDES_CHILDREN |
		  DMA_MEMORY_EXCLUSIVE;

	return !(flags & (DMA_MEMORY_MAP | DMA_MEMORY_IO)) || flags & ~all;
}

static bool declare_refused(const struct shim_call *call, int flags)
{
	if (shim_device_refused(call))
		return true;
	if (flags_are_wrong(flags)) {
		shim_report(call, DL_RULE_DECLARE_BAD_FLAGS, NULL,
			    "%s() without a flag that says how the memory is used, or with an unknown one [flags=%d]",
			    call->name, flags);
		return true;
	}
	if (!call->size || call->size % PAGE_SIZE)
		shim_report(call, DL_RULE_DECLARE_BAD_SIZE, NULL,
			    "%s() of a size that is not a number of pages [size=%zu]", call->name,
			    call->size);
	if (shim_device(call->dev)->region) {
		shim_report(call, DL_RULE_DECLARE_TWICE, shim_device(call->dev)->region,
			    "%s() for a device that has a region already", call->name);
		return true;
	}
	if (!call->size || call->size > SHIM_MAX_SIZE)
		return true;
	if (call->handle + call->size - 1 >= call->handle)
		return false;
	shim_report(call, SHIM_BAD_ARGUMENT, NULL,
		    "%s() of a region that goes beyond the last address [address=%#llx] [size=%zu]",
		    call->name, (unsigned long long)call->handle, call->size);
	return true;
}

static int declare(struct shim_call *call, int flags)
{
	size_t pages = call->size >> PAGE_SHIFT;
	struct shim_object *o;
	struct region *r;

	if (declare_refused(call, flags) || shim_should_fail(true))
		return 0;
	o = shim_object_new(call, 0);
	r = o ? calloc(1, sizeof(*r) + pages) : NULL;
	if (!r) {
		free(o);
		return 0;
	}
	r->pages = pages;
	r->exclusive = flags & DMA_MEMORY_EXCLUSIVE;
	o->extra = r;
	shim_device(call->dev)->region = o;
	shim_object_add(o, NULL, 0);
	return flags & DMA_MEMORY_MAP ? DMA_MEMORY_MAP : DMA_MEMORY_IO;
}

static bool is_in_use(const struct shim_object *region)
{
	const struct region *r = region->extra;

	return memchr(r->used, 1, r->pages) != NULL;
}

static void release(struct shim_call *call)
{
	struct shim_object *o;

	if (shim_device_refused(call))
		return;
	o = shim_device(call->dev)->region;
	if (!o) {
		shim_report(call, SHIM_BAD_FREE, NULL, "%s() of a device that has no region",
			    call->name);
		return;
	}
	if (is_in_use(o))
		shim_report(call, DL_RULE_RELEASE_DECLARED_BUSY, o,
			    "%s() while memory of the device is allocated", call->name);
	shim_object_retire(call, o);
}

static void *occupy(struct shim_call *call)
{
	struct shim_object *o = call->dev ? shim_device(call->dev)->region : NULL;
	struct region *r = o ? o->extra : NULL;
	size_t first, n = PAGE_ALIGN(call->size) >> PAGE_SHIFT;
	struct shim_mem *mem;

	if (call->size % PAGE_SIZE)
		shim_report(call, DL_RULE_DECLARE_BAD_SIZE, o,
			    "%s() of a size that is not a number of pages [size=%zu]", call->name,
			    call->size);
	if (!r || call->handle < o->handle)
		return ERR_PTR(-EINVAL);
	first = (call->handle - o->handle) >> PAGE_SHIFT;
	if (first >= r->pages || n > r->pages - first || memchr(r->used + first, 1, n))
		return ERR_PTR(-EBUSY);
	mem = shim_mem_new(call, DL_MEMORY_NONE, call->size ? call->size : 1, PAGE_SIZE, 0);
	if (!mem)
		return ERR_PTR(-ENOMEM);
	memset(r->used + first, 1, n);
	return mem->start;
}

int dma_declare_coherent_memory(struct device *dev, dma_addr_t bus_addr, dma_addr_t device_addr,
				size_t size, int flags)
{
	SHIM_CALL(dma_declare_coherent_memory, 5, .dev = dev, .handle = device_addr, .size = size);
	int granted = declare(&call, flags);

	(void)bus_addr;
	shim_leave();
	return granted;
}

void dma_release_declared_memory(struct device *dev)
{
	SHIM_CALL(dma_release_declared_memory, 1, .dev = dev);
	release(&call);
	shim_leave();
}

void dma_release_coherent_memory(struct device *dev)
{
	SHIM_CALL(dma_release_coherent_memory, 1, .dev = dev);
	release(&call);
	shim_leave();
}

void *dma_mark_declared_memory_occupied(struct device *dev, dma_addr_t device_addr, size_t size)
{
	SHIM_CALL(dma_mark_declared_memory_occupied, 3, .dev = dev, .handle = device_addr,
		  .size = size);
	void *p = occupy(&call);

	shim_leave();
	return p;
}
