// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Both halves of a page are mapped, each by its offset, and unmapped in another order.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	size_t half = PAGE_SIZE / 2;
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t low, high;

	if (!page)
		return -ENOMEM;
	low = dma_map_page(dev, page, 0, half, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, low))
		goto free;
	high = dma_map_page(dev, page, half, half, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, high)) {
		dma_unmap_page(dev, low, half, DMA_FROM_DEVICE);
		goto free;
	}
	writeq(low, scenario_registers(dev));
	writeq(high, scenario_registers(dev));
	dma_unmap_page(dev, low, half, DMA_FROM_DEVICE);
	dma_unmap_page(dev, high, half, DMA_FROM_DEVICE);
free:
	__free_page(page);
	return 0;
}
