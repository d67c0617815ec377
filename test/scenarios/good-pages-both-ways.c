// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pages that both sides write, with both syncs, twice.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(dev, PAGE_SIZE, &dma, DMA_BIDIRECTIONAL, GFP_KERNEL);
	u8 *cpu;
	int i;

	if (!page)
		return -ENOMEM;
	cpu = page_address(page);
	for (i = 0; i < 2; i++) {
		cpu[0] = i;
		dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_BIDIRECTIONAL);
		writeq(dma, scenario_registers(dev));
		scenario_device_write(dev, dma, "done", 5);
		dma_sync_single_for_cpu(dev, dma, PAGE_SIZE, DMA_BIDIRECTIONAL);
		if (cpu[4])
			break;
	}
	dma_free_pages(dev, PAGE_SIZE, page, dma, DMA_BIDIRECTIONAL);
	return 0;
}
