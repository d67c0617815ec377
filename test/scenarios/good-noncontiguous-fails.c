// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// There is no memory for a table of pages, which is noticed.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct sg_table *sgt;

	scenario_fail(dev, true);
	sgt = dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, 0);
	scenario_fail(dev, false);
	if (!sgt)
		return 0;
	dma_sync_sgtable_for_device(dev, sgt, DMA_FROM_DEVICE);
	writeq(sg_dma_address(sgt->sgl), scenario_registers(dev));
	dma_sync_sgtable_for_cpu(dev, sgt, DMA_FROM_DEVICE);
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_FROM_DEVICE);
	return 0;
}
