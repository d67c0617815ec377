// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The page is freed before its unmap, and the next one that is mapped is the same.
// expect: dma-free-while-mapped

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t next_dma;
	struct page *next;
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;

	if (!page)
		return -ENOMEM;
	dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	__free_page(page);
	next = alloc_page(GFP_KERNEL);
	if (!next)
		goto unmap;
	next_dma = dma_map_page(dev, next, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (!dma_mapping_error(dev, next_dma))
		dma_unmap_page(dev, next_dma, PAGE_SIZE, DMA_FROM_DEVICE);
	__free_page(next);
unmap:
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
free:
	__free_page(page);
	return 0;
}
