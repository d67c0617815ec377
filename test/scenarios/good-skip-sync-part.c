// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A map that leaves the syncs to the driver, which syncs the part that was used.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;
	u8 *data;

	if (!page)
		return -ENOMEM;
	data = page_address(page);
	dma = dma_map_page_attrs(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE,
				 DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_WEAK_ORDERING);
	if (dma_mapping_error(dev, dma))
		goto free;
	dma_sync_single_range_for_device(dev, dma, 0, 512, DMA_FROM_DEVICE);
	writeq(dma, scenario_registers(dev));
	dma_sync_single_range_for_cpu(dev, dma, 0, 512, DMA_FROM_DEVICE);
	writel(data[0], scenario_registers(dev));
	dma_unmap_page_attrs(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE,
			     DMA_ATTR_SKIP_CPU_SYNC | DMA_ATTR_WEAK_ORDERING);
free:
	__free_page(page);
	return 0;
}
