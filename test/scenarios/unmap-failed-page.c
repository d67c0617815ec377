// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The branch of the failed mapping unmaps the page.
// expect: dma-unmap-failed-map

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;

	if (!page)
		return -ENOMEM;
	scenario_fail(dev, true);
	dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	scenario_fail(dev, false);
	if (dma_mapping_error(dev, dma)) {
		dma_unmap_page(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
		goto free;
	}
	writeq(dma, scenario_registers(dev));
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
free:
	__free_page(page);
	return 0;
}
