// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pages for DMA are freed in another direction.
// expect: dma-free-direction-mismatch

#include <linux/dma-mapping.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(dev, PAGE_SIZE, &dma, DMA_FROM_DEVICE, GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_free_pages(dev, PAGE_SIZE, page, dma, DMA_BIDIRECTIONAL);
	return 0;
}
