// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pages for DMA, synced before the device reads.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(dev, PAGE_SIZE, &dma, DMA_TO_DEVICE, GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	memset(page_address(page), 1, PAGE_SIZE);
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	writeq(dma, scenario_registers(dev));
	dma_free_pages(dev, PAGE_SIZE, page, dma, DMA_TO_DEVICE);
	return 0;
}
