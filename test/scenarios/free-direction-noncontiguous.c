// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table of pages is freed in another direction.
// expect: dma-free-direction-mismatch

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct sg_table *sgt =
		dma_alloc_noncontiguous(dev, 2 * PAGE_SIZE, DMA_FROM_DEVICE, GFP_KERNEL, 0);

	if (!sgt)
		return -ENOMEM;
	dma_sync_sgtable_for_device(dev, sgt, DMA_FROM_DEVICE);
	dma_free_noncontiguous(dev, 2 * PAGE_SIZE, sgt, DMA_TO_DEVICE);
	return 0;
}
