// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A page is mapped from its middle on, for the length of a page.
// expect: dma-map-exceeds-object
// lint: nothing -- it does not know how large a page is

#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;

	if (!page)
		return -ENOMEM;
	dma = dma_map_page(dev, page, PAGE_SIZE / 2, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
free:
	__free_page(page);
	return 0;
}
