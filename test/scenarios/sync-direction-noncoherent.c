// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory that was allocated for what the device sends is synced as what it gets.
// expect: dma-sync-direction-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u8 *cpu = dma_alloc_noncoherent(dev, PAGE_SIZE, &dma, DMA_FROM_DEVICE, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	writeq(dma, scenario_registers(dev));
	dma_sync_single_for_cpu(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_free_noncoherent(dev, PAGE_SIZE, cpu, dma, DMA_FROM_DEVICE);
	return 0;
}
