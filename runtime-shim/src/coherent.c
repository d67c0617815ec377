/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory of the DMA API: coherent, write-combined, managed, and that which needs syncs
 * (dma_alloc_pages(), dma_alloc_noncoherent()). Coherent memory is one for both sides; the other kinds
 * have two copies, like a mapping. dma-api.rst, parts Ia and II.
 */
#include "shim.h"

#include <errno.h>

#define ZONES (__GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM)

/* Needs syncs, and refuses zones. */
static bool has_copies(enum dl_family family)
{
	return family == DL_FAMILY_PAGES || family == DL_FAMILY_NONCOHERENT;
}

static bool is_coherent(enum dl_family family)
{
	return family == DL_FAMILY_COHERENT || family == DL_FAMILY_WC;
}

/* dma_alloc_wc() is dma_alloc_attrs() with an attribute. */
enum dl_family shim_family_of(const struct shim_call *call)
{
	enum dl_family family = call->api->family;

	return family == DL_FAMILY_COHERENT && call->attrs & DMA_ATTR_WRITE_COMBINE ? DL_FAMILY_WC
										    : family;
}

/* True if the allocator refuses them, instead of looking away. */
bool shim_flags_refused(const struct shim_call *call, gfp_t gfp)
{
	const char *flag = gfp & __GFP_COMP	   ? "__GFP_COMP"
			   : gfp & __GFP_DMA	   ? "__GFP_DMA"
			   : gfp & __GFP_HIGHMEM   ? "__GFP_HIGHMEM"
						   : "__GFP_DMA32";
	bool refused = gfp & __GFP_COMP || !is_coherent(call->api->family);

	if (!(gfp & (ZONES | __GFP_COMP)))
		return false;
	shim_report_as(call, DL_RULE_GFP_ZONE_FLAGS,
		       refused ? DL_CONFIDENCE_HIGH : DL_CONFIDENCE_MEDIUM, NULL,
		       "%s() with a zone or a kind of page, which the DMA mask decides [flag=%s]",
		       call->name, flag);
	return refused;
}

static bool alloc_refused(const struct shim_call *call, const dma_addr_t *handle, gfp_t gfp)
{
	if (shim_device_refused(call))
		return true;
	if (dl_api_arg(call->api, DL_ROLE_DIR) >= 0 && shim_direction_refused(call))
		return true;
	if (shim_size_refused(call))
		return true;
	if (!handle) {
		shim_report(call, SHIM_BAD_ARGUMENT, NULL,
			    "%s() without a place for the address", call->name);
		return true;
	}
	shim_check_sleep(call, DL_RULE_ALLOC_SLEEP_IN_ATOMIC, gfp);
	return shim_flags_refused(call, gfp);
}

/* The smallest order of pages that holds it: dma-api.rst promises that alignment. */
static size_t alignment_for(size_t size)
{
	size_t align = PAGE_SIZE;

	while (align < size && align < SHIM_MAX_SIZE)
		align *= 2;
	return align;
}

/* What nobody asked about: an address that tells when a device gets it. */
void *shim_fail_alloc(const struct shim_call *call, dma_addr_t *handle)
{
	struct shim_object *o;

	if (!call->dev || !handle)
		return NULL;
	o = shim_object_new(call, 1);
	if (!o)
		return NULL;
	o->state = DL_STATE_FAILED;
	if (shim_handle_take(0xffffffff, 0, PAGE_SIZE, PAGE_SIZE, &o->one.handle))
		o->one.size = PAGE_SIZE;
	*handle = o->handle = o->one.handle;
	shim_object_add(o, NULL, 0);
	shim_object_retire(call, o);
	return NULL;
}

static bool give_memory(const struct shim_call *call, struct shim_object *o)
{
	size_t align = alignment_for(o->size), cpu_align = align < 65536 ? align : 65536;
	struct shim_segment *s = &o->one;
	u64 mask;

	o->mem = shim_mem_new(call, DL_MEMORY_NONE, o->size, cpu_align, 0);
	if (!o->mem)
		return false;
	o->mem->object = o;
	s->cpu = o->mem->start;
	if (has_copies(o->family) && !shim_copy_make(&s->copy, s->cpu, o->size, o->mem))
		return false;
	if (!shim_region_take(o, &s->handle) &&
	    (!shim_dma_mask(o->dev, true, &mask) ||
	     !shim_handle_take(mask, 0, o->size, align, &s->handle)))
		return false;
	s->size = o->size;
	o->handle = s->handle;
	shim_copy_to_device(&s->copy, 0, o->size);
	return true;
}

void *shim_alloc_coherent(struct shim_call *call, dma_addr_t *handle, gfp_t gfp)
{
	struct shim_object *o;

	if (alloc_refused(call, handle, gfp) || shim_should_fail(true))
		return shim_fail_alloc(call, handle);
	o = shim_object_new(call, 1);
	if (!o)
		return shim_fail_alloc(call, handle);
	o->family = shim_family_of(call);
	if (!give_memory(call, o)) {
		if (o->mem)
			shim_mem_free(call, o->mem);
		shim_object_discard(o);
		return shim_fail_alloc(call, handle);
	}
	o->cpu = o->mem->start;
	if (call->attrs & DMA_ATTR_NO_KERNEL_MAPPING)	/* no pointer: a cookie */
		o->cpu = virt_to_page(o->cpu);
	*handle = o->handle;
	shim_object_add(o, o->cpu, o->size);
	shim_step(call, o, DL_EVENT_TEST_OK);
	return o->cpu;
}

/* ---- freeing ----------------------------------------------------------------------------------- */

static bool is_managed(enum dl_family family)
{
	return family == DL_FAMILY_MANAGED;
}

static void report_kind(const struct shim_call *call, const struct shim_object *o)
{
	if (is_managed(o->family) && !is_managed(call->api->family))
		shim_report(call, DL_RULE_MANAGED_FREED_TWICE, o,
			    DL_WORDS_MANAGED_FREED_TWICE,
			    call->name, o->name);
	else if (is_managed(call->api->family) && !is_managed(o->family))
		shim_report(call, DL_RULE_MANAGED_FREE_UNMANAGED, o,
			    DL_WORDS_MANAGED_FREE_UNMANAGED, call->name, o->name);
	else
		shim_report(call, DL_RULE_FREE_KIND_MISMATCH, o,
			    DL_WORDS_FREE_KIND,
			    call->name, o->name,
			    o->api->inverse ? o->api->inverse : "another function");
}

static void free_misnamed(const struct shim_call *call, struct shim_object *o)
{
	bool pool = o->machine == DL_MACHINE_POOL_OBJECT;

	shim_report(call, pool ? DL_RULE_POOL_FREE_ARGS : DL_RULE_FREE_CPU_MISMATCH, o,
		    "%s() with another pointer than %s() returned [pointer=%p]", call->name, o->name,
		    call->cpu);
	shim_object_retire(call, o);
}

static bool are_swapped(const struct shim_call *call, const struct shim_object *o)
{
	return (uint64_t)(uintptr_t)call->cpu == o->handle &&
	       call->handle == (uint64_t)(uintptr_t)o->cpu;
}

/* No memory begins there: which one may be meant? */
void shim_free_unknown(const struct shim_call *call)
{
	const struct shim_mem *mem = shim_mem_at(call->cpu);
	struct shim_segment *s = shim_segment_at((uintptr_t)call->cpu);
	struct shim_object *o = shim_object_around(DL_MACHINE_ALLOC, call->cpu);

	if (s && shim_object_is_live(s->object) && are_swapped(call, s->object)) {
		bool pool = s->object->machine == DL_MACHINE_POOL_OBJECT;

		shim_report(call, pool ? DL_RULE_POOL_FREE_ARGS : DL_RULE_FREE_ARGS_SWAPPED,
			    s->object, "%s() with pointer and handle exchanged", call->name);
		shim_object_retire(call, s->object);
		return;
	}
	s = shim_segment_at(call->handle);
	if (!o && s && s->handle == call->handle && shim_is_memory(s->object) &&
	    shim_object_is_live(s->object) && !mem)
		o = s->object;
	if (o) {
		free_misnamed(call, o);
	} else if (s && s->handle == call->handle && s->object->machine == DL_MACHINE_STREAMING &&
		   shim_object_is_live(s->object)) {
		shim_report_kind(call, s->object);
		shim_object_retire(call, s->object);
	} else if (mem && !mem->freed)
		shim_report(call, DL_RULE_FREE_KIND_MISMATCH, NULL,
			    "%s() frees memory from %s(), which is not of the DMA API", call->name,
			    mem->call);
	else
		shim_report(call, SHIM_BAD_FREE, NULL,
			    "%s() of memory that no allocator gave [pointer=%p]", call->name,
			    call->cpu);
}

/* What the device has written to memory with two copies came to nobody, and nobody seems to know. */
static void look_at_unsynced(const struct shim_call *call, const struct shim_object *o)
{
	bool written = false;

	for (unsigned int i = 0; i < o->nsegments; i++)
		written |= o->segments[i].copy.written;
	if (written && shim_is_synced_memory(o) && !o->synced_cpu && !o->synced_device)
		shim_report(call, DL_RULE_NONCOHERENT_NO_SYNC, o,
			    "the device has written to memory from %s(), which was never synced",
			    o->name);
}

static void free_live(struct shim_call *call, struct shim_object *o)
{
	look_at_unsynced(call, o);
	if (!dl_family_matches(o->family, shim_family_of(call))) {
		report_kind(call, o);
		o->quiet = true;
	} else if (call->size == o->handle && call->handle == o->size) {
		shim_report(call, DL_RULE_FREE_ARGS_SWAPPED, o,
			    "%s() with size and handle exchanged", call->name);
	} else {
		shim_compare(call, o);
	}
	shim_step(call, o, DL_EVENT_RELEASE);
	shim_object_retire(call, o);
}

void shim_free_coherent(struct shim_call *call)
{
	struct shim_object *o;

	if (shim_device_refused(call))
		return;
	if (is_coherent(call->api->family) && shim_interrupts_are_off())
		shim_report(call, DL_RULE_FREE_COHERENT_ATOMIC, NULL,
			    "%s() needs interrupts, and is called with them off", call->name);
	if (!call->cpu)
		return;
	o = shim_object_find(DL_MACHINE_ALLOC, call->cpu);
	if (!o)
		shim_free_unknown(call);
	else if (shim_object_is_live(o))
		free_live(call, o);
	else
		shim_step(call, o, DL_EVENT_RELEASE);
}

/* ---- the functions ----------------------------------------------------------------------------- */

#define ALLOC(function, with)								\
void *function(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp)	\
{											\
	SHIM_CALL(function, 4, .dev = dev, .size = size);				\
	void *cpu;									\
											\
	call.attrs = with;								\
	cpu = shim_alloc_coherent(&call, dma_handle, gfp);				\
	shim_leave();									\
	return cpu;									\
}

#define ALLOC_ATTRS(function)								\
void *function(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp,	\
	       unsigned long attrs)							\
{											\
	SHIM_CALL(function, 5, .dev = dev, .size = size, .attrs = attrs);		\
	void *cpu = shim_alloc_coherent(&call, dma_handle, gfp);			\
											\
	shim_leave();									\
	return cpu;									\
}

#define FREE(function, with)								\
void function(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle)	\
{											\
	SHIM_CALL(function, 4, .dev = dev, .size = size, .cpu = cpu_addr,		\
		  .handle = dma_handle);						\
	call.attrs = with;								\
	shim_free_coherent(&call);							\
	shim_leave();									\
}

ALLOC(dma_alloc_coherent, 0)
ALLOC(dma_alloc_wc, DMA_ATTR_WRITE_COMBINE)
ALLOC(dma_alloc_writecombine, DMA_ATTR_WRITE_COMBINE)
ALLOC(dmam_alloc_coherent, 0)
ALLOC(dma_zalloc_coherent, 0)
ALLOC_ATTRS(dma_alloc_attrs)
ALLOC_ATTRS(dmam_alloc_attrs)
FREE(dma_free_coherent, 0)
FREE(dma_free_wc, DMA_ATTR_WRITE_COMBINE)
FREE(dma_free_writecombine, DMA_ATTR_WRITE_COMBINE)
FREE(dmam_free_coherent, 0)

void dma_free_attrs(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle,
		    unsigned long attrs)
{
	SHIM_CALL(dma_free_attrs, 5, .dev = dev, .size = size, .cpu = cpu_addr,
		  .handle = dma_handle, .attrs = attrs);
	shim_free_coherent(&call);
	shim_leave();
}

struct page *dma_alloc_pages(struct device *dev, size_t size, dma_addr_t *dma_handle,
			     enum dma_data_direction dir, gfp_t gfp)
{
	SHIM_CALL(dma_alloc_pages, 5, .dev = dev, .size = size, .dir = dir);
	void *cpu = shim_alloc_coherent(&call, dma_handle, gfp);

	shim_leave();
	return cpu ? virt_to_page(cpu) : NULL;
}

void dma_free_pages(struct device *dev, size_t size, struct page *page, dma_addr_t dma_handle,
		    enum dma_data_direction dir)
{
	SHIM_CALL(dma_free_pages, 5, .dev = dev, .size = size, .dir = dir, .handle = dma_handle,
		  .cpu = page ? page_address(page) : NULL);
	shim_free_coherent(&call);
	shim_leave();
}

void *dma_alloc_noncoherent(struct device *dev, size_t size, dma_addr_t *dma_handle,
			    enum dma_data_direction dir, gfp_t gfp)
{
	SHIM_CALL(dma_alloc_noncoherent, 5, .dev = dev, .size = size, .dir = dir);
	void *cpu = shim_alloc_coherent(&call, dma_handle, gfp);

	shim_leave();
	return cpu;
}

void dma_free_noncoherent(struct device *dev, size_t size, void *vaddr, dma_addr_t dma_handle,
			  enum dma_data_direction dir)
{
	SHIM_CALL(dma_free_noncoherent, 5, .dev = dev, .size = size, .dir = dir, .cpu = vaddr,
		  .handle = dma_handle);
	shim_free_coherent(&call);
	shim_leave();
}
