// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The result of dma_map_page() is used without a test.
// expect: dma-unchecked-map

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
	dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	writeq(dma, scenario_registers(dev));
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	__free_page(page);
	return 0;
}
