/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory of many pages with a table (dma_alloc_noncontiguous()), kernel addresses for it, and what makes
 * memory of the DMA API visible to user space or to an sg_table. dma-api.rst, part II.
 */
#include "shim.h"

#include <errno.h>
#include <linux/highmem.h>

/* ---- pages with a table ------------------------------------------------------------------------ */

static bool attrs_refused(const struct shim_call *call)
{
	if (!(call->attrs & ~DMA_ATTR_ALLOC_SINGLE_PAGES))
		return false;
	shim_report(call, SHIM_BAD_ARGUMENT, NULL,
		    "%s() with an attribute other than DMA_ATTR_ALLOC_SINGLE_PAGES [attrs=%#lx]",
		    call->name, call->attrs);
	return true;
}

static bool is_refused(const struct shim_call *call, gfp_t gfp)
{
	if (shim_device_refused(call) || shim_direction_refused(call) || attrs_refused(call) ||
	    shim_flags_refused(call, gfp))
		return true;
	shim_check_sleep(call, DL_RULE_ALLOC_SLEEP_IN_ATOMIC, gfp);
	return shim_size_refused(call);
}

/* For the device one piece if entries are merged, else a piece a page. */
static bool map_pieces(struct shim_object *o)
{
	size_t piece = shim_settings.merge_sg ? PAGE_ALIGN(o->size) : PAGE_SIZE;
	u64 mask;

	for (unsigned int i = 0; i < o->nsegments; i++) {
		struct shim_segment *s = &o->segments[i];

		s->cpu = o->mem->start + i * piece;
		if (!shim_dma_mask(o->dev, true, &mask) ||
		    !shim_copy_make(&s->copy, s->cpu, piece, o->mem) ||
		    !shim_handle_take(mask, 0, piece, PAGE_SIZE, &s->handle))
			return false;
		s->size = piece;
		shim_copy_to_device(&s->copy, 0, piece);
	}
	return true;
}

static void fill_table(struct sg_table *sgt, const struct shim_object *o)
{
	for (unsigned int i = 0; i < sgt->orig_nents; i++) {
		struct scatterlist *sg = &sgt->sgl[i];
		bool mapped = i < o->nsegments;

		sg_set_page(sg, virt_to_page(o->mem->start + i * PAGE_SIZE), PAGE_SIZE, 0);
		sg->dma_address = mapped ? o->segments[i].handle : DMA_MAPPING_ERROR;
		sg->dma_length = mapped ? (unsigned int)o->segments[i].size : 0;
	}
	sgt->nents = o->nsegments;
}

static size_t table_size(unsigned int pages)
{
	return sizeof(struct sg_table) + pages * sizeof(struct scatterlist);
}

/* Behind the pages, its entries behind it: it is freed with them, and as late. */
static struct sg_table *make_table(void *place, unsigned int pages)
{
	struct sg_table *sgt = place;

	sgt->sgl = (struct scatterlist *)(sgt + 1);
	sgt->orig_nents = pages;
	shim_init_list(sgt->sgl, pages);
	return sgt;
}

static struct sg_table *alloc_pages_with_table(struct shim_call *call, gfp_t gfp)
{
	size_t bytes = PAGE_ALIGN(call->size);
	unsigned int pages = (unsigned int)(bytes >> PAGE_SHIFT);
	struct shim_object *o;

	if (is_refused(call, gfp) || shim_should_fail(true))
		return NULL;
	o = shim_object_new(call, shim_settings.merge_sg ? 1 : pages);
	if (!o)
		return NULL;
	o->mem = shim_mem_new(call, DL_MEMORY_NONE, bytes + table_size(pages), PAGE_SIZE, 0);
	o->sgt = o->mem ? make_table(o->mem->start + bytes, pages) : NULL;
	if (!o->sgt || !map_pieces(o)) {
		if (o->mem)
			shim_mem_free(call, o->mem);
		shim_object_discard(o);
		return NULL;
	}
	o->mem->object = o;
	o->cpu = o->sgt;
	o->handle = o->segments[0].handle;
	fill_table(o->sgt, o);
	shim_object_add(o, o->sgt, sizeof(*o->sgt));
	shim_step(call, o, DL_EVENT_TEST_OK);
	return o->sgt;
}

/* The table is the caller's name for the memory; NULL after a word if it is none. */
static struct shim_object *memory_of(const struct shim_call *call)
{
	struct shim_object *o =
		call->sgt ? shim_object_find(DL_MACHINE_ALLOC, call->sgt) : NULL;

	if (!o)
		shim_report(call, SHIM_BAD_FREE, NULL,
			    "%s() of a table that no allocator gave [table=%p]", call->name,
			    (void *)call->sgt);
	else if (!shim_object_is_live(o))
		shim_step(call, o, DL_EVENT_ACCESS);
	else
		return o;
	return NULL;
}

struct sg_table *dma_alloc_noncontiguous(struct device *dev, size_t size,
					 enum dma_data_direction dir, gfp_t gfp,
					 unsigned long attrs)
{
	SHIM_CALL(dma_alloc_noncontiguous, 5, .dev = dev, .size = size, .dir = dir,
		  .attrs = attrs);
	struct sg_table *sgt = alloc_pages_with_table(&call, gfp);

	shim_leave();
	return sgt;
}

void dma_free_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt,
			    enum dma_data_direction dir)
{
	SHIM_CALL(dma_free_noncontiguous, 4, .dev = dev, .size = size, .dir = dir, .sgt = sgt,
		  .cpu = sgt);

	if (sgt || shim_device_refused(&call))
		shim_free_coherent(&call);
	else
		shim_report(&call, SHIM_BAD_FREE, NULL, "%s() without a table", call.name);
	shim_leave();
}

void *dma_vmap_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt)
{
	SHIM_CALL(dma_vmap_noncontiguous, 3, .dev = dev, .size = size, .sgt = sgt);
	struct shim_object *o = shim_device_refused(&call) ? NULL : memory_of(&call);
	void *p = NULL;

	if (o && size > PAGE_ALIGN(o->size))
		shim_report(&call, SHIM_BAD_ARGUMENT, o,
			    "%s() of more than was allocated [size=%zu] [alloc size=%zu]",
			    call.name, size, o->size);
	else if (o)
		p = o->mem->start;
	shim_leave();
	return p;
}

void dma_vunmap_noncontiguous(struct device *dev, void *vaddr)
{
	SHIM_CALL(dma_vunmap_noncontiguous, 2, .dev = dev, .cpu = vaddr);
	const struct shim_mem *mem = shim_mem_alive_at(vaddr);

	if (!shim_device_refused(&call) && (!mem || mem->start != vaddr || !mem->object ||
					    mem->object->family != DL_FAMILY_NONCONTIGUOUS))
		shim_report(&call, SHIM_BAD_ARGUMENT, NULL,
			    "%s() of what dma_vmap_noncontiguous() did not return [pointer=%p]",
			    call.name, vaddr);
	shim_leave();
}

/* The second address of these pages is the first one's here: there is nothing to flush. */
void flush_kernel_vmap_range(void *vaddr, int size)
{
	(void)vaddr;
	(void)size;
}

void invalidate_kernel_vmap_range(void *vaddr, int size)
{
	(void)vaddr;
	(void)size;
}

/* ---- user space, tables of coherent memory ----------------------------------------------------- */

/* What is shown has to be what was allocated: dma-api.rst, "dma_mmap_pages". */
static struct shim_object *shown(const struct shim_call *call)
{
	struct shim_object *o = NULL;

	if (shim_device_refused(call))
		return NULL;
	if (call->cpu)
		o = shim_object_find(DL_MACHINE_ALLOC, call->cpu);
	if (!o || !shim_object_is_live(o))
		shim_report(call, SHIM_BAD_ARGUMENT, o,
			    "%s() of memory that is not allocated [pointer=%p]", call->name,
			    call->cpu);
	else if (o->dev != call->dev || call->size > PAGE_ALIGN(o->size) ||
		 (dl_api_arg(call->api, DL_ROLE_HANDLE) >= 0 && call->handle != o->handle))
		shim_report(call, SHIM_BAD_ARGUMENT, o,
			    "%s() with another device, handle or size than the memory has",
			    call->name);
	else
		return o;
	return NULL;
}

static int show(const struct shim_call *call, const struct vm_area_struct *vma)
{
	size_t room = vma ? vma->vm_end - vma->vm_start : 0;
	const struct shim_object *o = shown(call);

	if (!o)
		return -EINVAL;
	return (vma->vm_pgoff << PAGE_SHIFT) + room > PAGE_ALIGN(o->size) ? -ENXIO : 0;
}

int dma_mmap_attrs(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
		   dma_addr_t dma_addr, size_t size, unsigned long attrs)
{
	SHIM_CALL(dma_mmap_attrs, 6, .dev = dev, .cpu = cpu_addr, .handle = dma_addr, .size = size,
		  .attrs = attrs);
	int error = show(&call, vma);

	shim_leave();
	return error;
}

int dma_mmap_wc(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
		dma_addr_t dma_addr, size_t size)
{
	SHIM_CALL(dma_mmap_wc, 5, .dev = dev, .cpu = cpu_addr, .handle = dma_addr, .size = size);
	int error = show(&call, vma);

	shim_leave();
	return error;
}

int dma_mmap_pages(struct device *dev, struct vm_area_struct *vma, size_t size, struct page *page)
{
	SHIM_CALL(dma_mmap_pages, 4, .dev = dev, .cpu = page ? page_address(page) : NULL,
		  .size = size);
	int error = show(&call, vma);

	shim_leave();
	return error;
}

int dma_mmap_noncontiguous(struct device *dev, struct vm_area_struct *vma, size_t size,
			   struct sg_table *sgt)
{
	SHIM_CALL(dma_mmap_noncontiguous, 4, .dev = dev, .cpu = sgt, .size = size);
	int error = show(&call, vma);

	shim_leave();
	return error;
}

int dma_get_sgtable_attrs(struct device *dev, struct sg_table *sgt, void *cpu_addr,
			  dma_addr_t dma_addr, size_t size, unsigned long attrs)
{
	SHIM_CALL(dma_get_sgtable_attrs, 6, .dev = dev, .cpu = cpu_addr, .handle = dma_addr,
		  .size = size, .attrs = attrs);
	const struct shim_object *o = shown(&call);
	struct page *page = o ? virt_to_page(o->mem->start) : NULL;
	int error = -EINVAL;

	shim_leave();
	if (page)
		error = sg_alloc_table(sgt, 1, GFP_KERNEL);
	if (!error)
		sg_set_page(sgt->sgl, page, (unsigned int)PAGE_ALIGN(size), 0);
	return error;
}
