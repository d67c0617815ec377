// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The half of a page is mapped; the start of the page is unmapped.
// expect: dma-unmap-handle-mismatch

#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	size_t half = PAGE_SIZE / 2;
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;

	if (!page)
		return -ENOMEM;
	dma = dma_map_page(dev, page, half, half, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_page(dev, dma - half, half, DMA_FROM_DEVICE);
free:
	__free_page(page);
	return 0;
}
