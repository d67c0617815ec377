// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table of pages is freed twice.
// expect: dma-coherent-double-free

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct sg_table *sgt =
		dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_TO_DEVICE, GFP_KERNEL, 0);

	if (!sgt)
		return -ENOMEM;
	dma_sync_sgtable_for_device(dev, sgt, DMA_TO_DEVICE);
	writeq(sg_dma_address(sgt->sgl), scenario_registers(dev));
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_TO_DEVICE);
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_TO_DEVICE);
	return 0;
}
