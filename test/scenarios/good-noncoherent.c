// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Noncoherent memory, synced around what the device writes.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *buf = dma_alloc_noncoherent(dev, PAGE_SIZE, &dma, DMA_FROM_DEVICE, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	writeq(dma, scenario_registers(dev));
	scenario_device_write(dev, dma, "data", 4);
	dma_sync_single_for_cpu(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	writel(*(u8 *)buf, scenario_registers(dev));
	dma_free_noncoherent(dev, PAGE_SIZE, buf, dma, DMA_FROM_DEVICE);
	return 0;
}
