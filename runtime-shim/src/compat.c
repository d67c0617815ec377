/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The names of old kernels: pci_*, and the few dma_* that went or changed their arguments
 * (DMA-API.txt). Each is one code with today's function, as it was then; only what neither half of a sync
 * says, which way it goes, is found out here.
 */
#include "shim.h"

#include <errno.h>
#include <linux/dma-compat.h>

#define DEV(hwdev) ((hwdev) ? &(hwdev)->dev : NULL)
#define DIR(direction) ((enum dma_data_direction)(direction))

/* ---- mappings ---------------------------------------------------------------------------------- */

dma_addr_t pci_map_single(struct pci_dev *hwdev, void *ptr, size_t size, int direction)
{
	SHIM_CALL(pci_map_single, 4, .dev = DEV(hwdev), .cpu = ptr, .size = size,
		  .dir = DIR(direction));
	dma_addr_t handle = shim_map(&call);

	shim_leave();
	return handle;
}

dma_addr_t pci_map_page(struct pci_dev *hwdev, struct page *page, unsigned long offset,
			size_t size, int direction)
{
	SHIM_CALL(pci_map_page, 5, .dev = DEV(hwdev),
		  .cpu = shim_in_page(page, offset), .offset = offset, .size = size,
		  .dir = DIR(direction));
	dma_addr_t handle = shim_map(&call);

	shim_leave();
	return handle;
}

#define UNMAP(function)									\
void function(struct pci_dev *hwdev, dma_addr_t addr, size_t size, int direction)	\
{											\
	SHIM_CALL(function, 4, .dev = DEV(hwdev), .handle = addr, .size = size,		\
		  .dir = DIR(direction));						\
	shim_unmap(&call);								\
	shim_leave();									\
}

UNMAP(pci_unmap_single)
UNMAP(pci_unmap_page)

int pci_map_sg(struct pci_dev *hwdev, struct scatterlist *sg, int nents, int direction)
{
	SHIM_CALL(pci_map_sg, 4, .dev = DEV(hwdev), .sg = sg, .nents = nents,
		  .dir = DIR(direction));
	int n = shim_map_list(&call);

	shim_leave();
	return n;
}

void pci_unmap_sg(struct pci_dev *hwdev, struct scatterlist *sg, int nents, int direction)
{
	SHIM_CALL(pci_unmap_sg, 4, .dev = DEV(hwdev), .sg = sg, .nents = nents,
		  .dir = DIR(direction));
	shim_unmap_list(&call);
	shim_leave();
}

int pci_dma_mapping_error(struct pci_dev *pdev, dma_addr_t dma_addr)
{
	SHIM_CALL(pci_dma_mapping_error, 2, .dev = DEV(pdev), .handle = dma_addr);
	int error = shim_mapping_error(&call);

	shim_leave();
	return error;
}

/* ---- syncs ------------------------------------------------------------------------------------- */

#define SYNC(function, for_cpu)								\
void function(struct pci_dev *hwdev, dma_addr_t handle, size_t size, int direction)	\
{											\
	SHIM_CALL(function, 4, .dev = DEV(hwdev), .handle = handle, .size = size,	\
		  .dir = DIR(direction));						\
	shim_sync(&call, for_cpu);							\
	shim_leave();									\
}

#define SYNC_SG(function, for_cpu)							\
void function(struct pci_dev *hwdev, struct scatterlist *sg, int nelems, int direction)	\
{											\
	SHIM_CALL(function, 4, .dev = DEV(hwdev), .sg = sg, .nents = nelems,		\
		  .dir = DIR(direction));						\
	shim_sync_list(&call, for_cpu);							\
	shim_leave();									\
}

SYNC(pci_dma_sync_single_for_cpu, true)
SYNC(pci_dma_sync_single_for_device, false)
SYNC_SG(pci_dma_sync_sg_for_cpu, true)
SYNC_SG(pci_dma_sync_sg_for_device, false)

/*
 * "Before reading, after writing; before and after if it goes both ways": which of the two it is, the
 * direction tells, or who has the memory.
 */
static bool is_for_cpu(const struct shim_call *call, const struct shim_object *o)
{
	if (call->dir == DMA_BIDIRECTIONAL)
		return !o || o->state != DL_STATE_CPU;
	return call->dir == DMA_FROM_DEVICE;
}

static void sync_either(struct shim_call *call)
{
	const struct shim_segment *s = shim_segment_at(call->handle);

	shim_sync(call, is_for_cpu(call, s ? s->object : NULL));
}

static void sync_list_either(struct shim_call *call)
{
	shim_sync_list(call, is_for_cpu(call, shim_object_find(DL_MACHINE_SG, call->sg)));
}

void dma_sync_single(struct device *dev, dma_addr_t dma_handle, size_t size,
		     enum dma_data_direction direction)
{
	SHIM_CALL(dma_sync_single, 4, .dev = dev, .handle = dma_handle, .size = size,
		  .dir = direction);
	sync_either(&call);
	shim_leave();
}

void dma_sync_single_range(struct device *dev, dma_addr_t dma_handle, unsigned long offset,
			   size_t size, enum dma_data_direction direction)
{
	SHIM_CALL(dma_sync_single_range, 5, .dev = dev, .handle = dma_handle, .offset = offset,
		  .size = size, .dir = direction);
	sync_either(&call);
	shim_leave();
}

void dma_sync_sg(struct device *dev, struct scatterlist *sg, int nelems,
		 enum dma_data_direction direction)
{
	SHIM_CALL(dma_sync_sg, 4, .dev = dev, .sg = sg, .nents = nelems, .dir = direction);
	sync_list_either(&call);
	shim_leave();
}

void pci_dma_sync_single(struct pci_dev *hwdev, dma_addr_t dma_handle, size_t size, int direction)
{
	SHIM_CALL(pci_dma_sync_single, 4, .dev = DEV(hwdev), .handle = dma_handle, .size = size,
		  .dir = DIR(direction));
	sync_either(&call);
	shim_leave();
}

void pci_dma_sync_sg(struct pci_dev *hwdev, struct scatterlist *sg, int nelems, int direction)
{
	SHIM_CALL(pci_dma_sync_sg, 4, .dev = DEV(hwdev), .sg = sg, .nents = nelems,
		  .dir = DIR(direction));
	sync_list_either(&call);
	shim_leave();
}

/* ---- memory ------------------------------------------------------------------------------------ */

/* They are GFP_ATOMIC: may be called anywhere. */
#define ALLOC(function)									\
void *function(struct pci_dev *hwdev, size_t size, dma_addr_t *dma_handle)		\
{											\
	SHIM_CALL(function, 3, .dev = DEV(hwdev), .size = size);			\
	void *cpu = shim_alloc_coherent(&call, dma_handle, GFP_ATOMIC);			\
											\
	shim_leave();									\
	return cpu;									\
}

ALLOC(pci_alloc_consistent)
ALLOC(pci_zalloc_consistent)

void pci_free_consistent(struct pci_dev *hwdev, size_t size, void *vaddr, dma_addr_t dma_handle)
{
	SHIM_CALL(pci_free_consistent, 4, .dev = DEV(hwdev), .size = size, .cpu = vaddr,
		  .handle = dma_handle);
	shim_free_coherent(&call);
	shim_leave();
}

/* What the memory is instead of noncoherent, in the checker's words; NULL: nothing is wrong. */
static const char *wrong_kind(const struct shim_call *call, const struct shim_object *o)
{
	size_t at;

	if (!o)
		return shim_segment_of_cpu(call->cpu)
			       ? "of memory that is mapped, which dma_sync_single_for_cpu() is for"
			       : "of memory that is not from dma_alloc_noncoherent()";
	if (o->family != DL_FAMILY_NONCOHERENT)
		return "of memory that is coherent and needs no syncs";
	at = (uintptr_t)call->cpu - (uintptr_t)o->cpu;
	return at > o->size || call->size > o->size - at ? "beyond the memory that was allocated"
							 : NULL;
}

static void cache_sync(struct shim_call *call)
{
	const struct shim_mem *mem = shim_mem_alive_at(call->cpu);
	struct shim_object *o = mem ? mem->object : NULL;
	const char *wrong = wrong_kind(call, o);

	if (wrong)
		shim_report(call, DL_RULE_CACHE_SYNC_KIND, o, "%s() %s", call->name, wrong);
	if (!o || o->family != DL_FAMILY_NONCOHERENT)
		return;
	o->synced_cpu |= call->dir != DMA_TO_DEVICE;
	o->synced_device |= call->dir != DMA_FROM_DEVICE;
	shim_sync_segment(call, &o->one, call->dir == DMA_FROM_DEVICE,
			  (size_t)((char *)call->cpu - (char *)o->cpu), call->size);
}

void dma_cache_sync(struct device *dev, void *vaddr, size_t size,
		    enum dma_data_direction direction)
{
	SHIM_CALL(dma_cache_sync, 4, .dev = dev, .cpu = vaddr, .size = size, .dir = direction);

	if (!shim_device_refused(&call) && !shim_direction_refused(&call))
		cache_sync(&call);
	shim_leave();
}

static int is_consistent(const struct shim_call *call)
{
	const struct shim_segment *s = shim_segment_at(call->handle);

	return s && shim_is_memory(s->object) && !s->copy.device;
}

int dma_is_consistent(struct device *dev, dma_addr_t dma_handle)
{
	SHIM_CALL(dma_is_consistent, 2, .dev = dev, .handle = dma_handle);
	int is = is_consistent(&call);

	shim_leave();
	return is;
}

/* ---- masks ------------------------------------------------------------------------------------- */

int pci_set_dma_mask(struct pci_dev *dev, u64 mask)
{
	return dma_set_mask(DEV(dev), mask);
}

int pci_set_consistent_dma_mask(struct pci_dev *dev, u64 mask)
{
	return dma_set_coherent_mask(DEV(dev), mask);
}

int pci_dma_supported(struct pci_dev *hwdev, u64 mask)
{
	return dma_supported(DEV(hwdev), mask);
}

/* ---- the arguments of 2.6 ---------------------------------------------------------------------- */

/* The symbols that dma-compat.h gives the old forms: C has one function of a name. */
int shim_2_6_mapping_error(dma_addr_t dma_addr);
int shim_2_6_is_consistent(dma_addr_t dma_handle);
void shim_2_6_cache_sync(void *vaddr, size_t size, enum dma_data_direction direction);
void *shim_2_6_alloc_noncoherent(struct device *dev, size_t size, dma_addr_t *dma_handle,
				 gfp_t gfp);
void shim_2_6_free_noncoherent(struct device *dev, size_t size, void *vaddr,
			       dma_addr_t dma_handle);

int shim_2_6_mapping_error(dma_addr_t dma_addr)
{
	SHIM_CALL(dma_mapping_error, 1, .handle = dma_addr);
	const struct shim_segment *s = shim_segment_at(dma_addr);
	int error = -ENOMEM;

	call.dev = s ? s->object->dev : NULL;
	if (dma_addr != DMA_MAPPING_ERROR)
		error = s ? shim_mapping_error(&call) : 0;
	shim_leave();
	return error;
}

int shim_2_6_is_consistent(dma_addr_t dma_handle)
{
	SHIM_CALL(dma_is_consistent, 1, .handle = dma_handle);
	int is = is_consistent(&call);

	shim_leave();
	return is;
}

void shim_2_6_cache_sync(void *vaddr, size_t size, enum dma_data_direction direction)
{
	SHIM_CALL(dma_cache_sync, 3, .cpu = vaddr, .size = size, .dir = direction);

	if (!shim_direction_refused(&call))
		cache_sync(&call);
	shim_leave();
}

void *shim_2_6_alloc_noncoherent(struct device *dev, size_t size, dma_addr_t *dma_handle,
				 gfp_t gfp)
{
	SHIM_CALL(dma_alloc_noncoherent, 4, .dev = dev, .size = size, .dir = DMA_BIDIRECTIONAL);
	void *cpu = shim_alloc_coherent(&call, dma_handle, gfp);

	shim_leave();
	return cpu;
}

void shim_2_6_free_noncoherent(struct device *dev, size_t size, void *vaddr,
			       dma_addr_t dma_handle)
{
	SHIM_CALL(dma_free_noncoherent, 4, .dev = dev, .size = size, .cpu = vaddr,
		  .handle = dma_handle);
	shim_free_coherent(&call);
	shim_leave();
}
