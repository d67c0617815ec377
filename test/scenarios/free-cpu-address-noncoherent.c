// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The second page is what is freed, not the first of two.
// expect: dma-free-cpu-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u8 *cpu = dma_alloc_noncoherent(dev, 2 * PAGE_SIZE, &dma, DMA_FROM_DEVICE, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, 2 * PAGE_SIZE, DMA_FROM_DEVICE);
	writeq(dma, scenario_registers(dev));
	dma_sync_single_for_cpu(dev, dma, 2 * PAGE_SIZE, DMA_FROM_DEVICE);
	dma_free_noncoherent(dev, 2 * PAGE_SIZE, cpu + PAGE_SIZE, dma, DMA_FROM_DEVICE);
	return 0;
}
