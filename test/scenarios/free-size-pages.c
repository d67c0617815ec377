// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pages for DMA are freed with another size.
// expect: dma-free-size-mismatch

#include <linux/dma-mapping.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(dev, 2 * PAGE_SIZE, &dma, DMA_TO_DEVICE, GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, 2 * PAGE_SIZE, DMA_TO_DEVICE);
	dma_free_pages(dev, PAGE_SIZE, page, dma, DMA_TO_DEVICE);
	return 0;
}
