// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The address of a temporary mapping is mapped for DMA.
// expect: dma-map-kmap
// kernel: nothing -- without high memory kmap_local_page() gives the page's usual address

#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;
	void *buf;

	if (!page)
		return -ENOMEM;
	buf = kmap_local_page(page);
	dma = dma_map_single(dev, buf, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
free:
	kunmap_local(buf);
	__free_page(page);
	return 0;
}
