/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * InfiniBand devices: the DMA API once more, with a struct ib_device in front.
 */
#ifndef SHIM_RDMA_IB_VERBS_H
#define SHIM_RDMA_IB_VERBS_H

#include <linux/dma-mapping.h>

struct ib_device {
	struct device *dma_device;
	char name[64];
};

struct ib_sge {
	u64 addr;
	u32 length;
	u32 lkey;
};

int ib_dma_mapping_error(struct ib_device *dev, u64 dma_addr);
u64 ib_dma_map_single(struct ib_device *dev, void *cpu_addr, size_t size,
		      enum dma_data_direction direction);
void ib_dma_unmap_single(struct ib_device *dev, u64 addr, size_t size,
			 enum dma_data_direction direction);
u64 ib_dma_map_page(struct ib_device *dev, struct page *page, unsigned long offset, size_t size,
		    enum dma_data_direction direction);
void ib_dma_unmap_page(struct ib_device *dev, u64 addr, size_t size,
		       enum dma_data_direction direction);
int ib_dma_map_sg_attrs(struct ib_device *dev, struct scatterlist *sg, int nents,
			enum dma_data_direction direction, unsigned long dma_attrs);
void ib_dma_unmap_sg_attrs(struct ib_device *dev, struct scatterlist *sg, int nents,
			   enum dma_data_direction direction, unsigned long dma_attrs);
int ib_dma_map_sg(struct ib_device *dev, struct scatterlist *sg, int nents,
		  enum dma_data_direction direction);
void ib_dma_unmap_sg(struct ib_device *dev, struct scatterlist *sg, int nents,
		     enum dma_data_direction direction);
int ib_dma_map_sgtable_attrs(struct ib_device *dev, struct sg_table *sgt,
			     enum dma_data_direction direction, unsigned long dma_attrs);
void ib_dma_unmap_sgtable_attrs(struct ib_device *dev, struct sg_table *sgt,
				enum dma_data_direction direction, unsigned long dma_attrs);
unsigned int ib_dma_max_seg_size(struct ib_device *dev);
void ib_dma_sync_single_for_cpu(struct ib_device *dev, u64 addr, size_t size,
				enum dma_data_direction dir);
void ib_dma_sync_single_for_device(struct ib_device *dev, u64 addr, size_t size,
				   enum dma_data_direction dir);

#endif
