/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * InfiniBand's own names for the DMA API (include/rdma/ib_verbs.h): a family of their own in api.def,
 * so that a mapping of theirs is undone by theirs.
 */
#include "shim.h"

#include <errno.h>
#include <rdma/ib_verbs.h>

#define DEV(ibdev) ((ibdev) ? (ibdev)->dma_device : NULL)

u64 ib_dma_map_single(struct ib_device *dev, void *cpu_addr, size_t size,
		      enum dma_data_direction direction)
{
	SHIM_CALL(ib_dma_map_single, 4, .dev = DEV(dev), .cpu = cpu_addr, .size = size,
		  .dir = direction);
	dma_addr_t handle = shim_map(&call);

	shim_leave();
	return handle;
}

u64 ib_dma_map_page(struct ib_device *dev, struct page *page, unsigned long offset, size_t size,
		    enum dma_data_direction direction)
{
	SHIM_CALL(ib_dma_map_page, 5, .dev = DEV(dev),
		  .cpu = shim_in_page(page, offset), .offset = offset, .size = size,
		  .dir = direction);
	dma_addr_t handle = shim_map(&call);

	shim_leave();
	return handle;
}

int ib_dma_mapping_error(struct ib_device *dev, u64 dma_addr)
{
	SHIM_CALL(ib_dma_mapping_error, 2, .dev = DEV(dev), .handle = dma_addr);
	int error = shim_mapping_error(&call);

	shim_leave();
	return error;
}

#define UNMAP(function)									\
void function(struct ib_device *dev, u64 addr, size_t size, enum dma_data_direction direction) \
{											\
	SHIM_CALL(function, 4, .dev = DEV(dev), .handle = addr, .size = size,		\
		  .dir = direction);							\
	shim_unmap(&call);								\
	shim_leave();									\
}

#define SYNC(function, for_cpu)								\
void function(struct ib_device *dev, u64 addr, size_t size, enum dma_data_direction dir) \
{											\
	SHIM_CALL(function, 4, .dev = DEV(dev), .handle = addr, .size = size, .dir = dir); \
	shim_sync(&call, for_cpu);							\
	shim_leave();									\
}

UNMAP(ib_dma_unmap_single)
UNMAP(ib_dma_unmap_page)
SYNC(ib_dma_sync_single_for_cpu, true)
SYNC(ib_dma_sync_single_for_device, false)

int ib_dma_map_sg_attrs(struct ib_device *dev, struct scatterlist *sg, int nents,
			enum dma_data_direction direction, unsigned long dma_attrs)
{
	SHIM_CALL(ib_dma_map_sg_attrs, 5, .dev = DEV(dev), .sg = sg, .nents = nents,
		  .dir = direction, .attrs = dma_attrs);
	int n = shim_map_list(&call);

	shim_leave();
	return n;
}

int ib_dma_map_sg(struct ib_device *dev, struct scatterlist *sg, int nents,
		  enum dma_data_direction direction)
{
	SHIM_CALL(ib_dma_map_sg, 4, .dev = DEV(dev), .sg = sg, .nents = nents, .dir = direction);
	int n = shim_map_list(&call);

	shim_leave();
	return n;
}

void ib_dma_unmap_sg_attrs(struct ib_device *dev, struct scatterlist *sg, int nents,
			   enum dma_data_direction direction, unsigned long dma_attrs)
{
	SHIM_CALL(ib_dma_unmap_sg_attrs, 5, .dev = DEV(dev), .sg = sg, .nents = nents,
		  .dir = direction, .attrs = dma_attrs);
	shim_unmap_list(&call);
	shim_leave();
}

void ib_dma_unmap_sg(struct ib_device *dev, struct scatterlist *sg, int nents,
		     enum dma_data_direction direction)
{
	SHIM_CALL(ib_dma_unmap_sg, 4, .dev = DEV(dev), .sg = sg, .nents = nents, .dir = direction);
	shim_unmap_list(&call);
	shim_leave();
}

int ib_dma_map_sgtable_attrs(struct ib_device *dev, struct sg_table *sgt,
			     enum dma_data_direction direction, unsigned long dma_attrs)
{
	SHIM_CALL(ib_dma_map_sgtable_attrs, 4, .dev = DEV(dev), .sgt = sgt,
		  .sg = sgt ? sgt->sgl : NULL, .nents = sgt ? (int)sgt->orig_nents : 0,
		  .dir = direction, .attrs = dma_attrs);
	int n = shim_map_list(&call);

	if (n)
		sgt->nents = (unsigned int)n;
	shim_leave();
	return n ? 0 : -ENOMEM;
}

void ib_dma_unmap_sgtable_attrs(struct ib_device *dev, struct sg_table *sgt,
				enum dma_data_direction direction, unsigned long dma_attrs)
{
	SHIM_CALL(ib_dma_unmap_sgtable_attrs, 4, .dev = DEV(dev), .sgt = sgt,
		  .sg = sgt ? sgt->sgl : NULL, .nents = sgt ? (int)sgt->orig_nents : 0,
		  .dir = direction, .attrs = dma_attrs);
	shim_unmap_list(&call);
	shim_leave();
}

unsigned int ib_dma_max_seg_size(struct ib_device *dev)
{
	return dma_get_max_seg_size(DEV(dev));
}
