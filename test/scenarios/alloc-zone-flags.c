// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A zone is asked for, which the mask decides.
// expect: dma-gfp-zone-flags

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	struct page *page =
		dma_alloc_pages(dev, PAGE_SIZE, &dma, DMA_TO_DEVICE, GFP_KERNEL | __GFP_DMA32);

	if (!page)
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	writeq(dma, scenario_registers(dev));
	dma_free_pages(dev, PAGE_SIZE, page, dma, DMA_TO_DEVICE);
	return 0;
}
