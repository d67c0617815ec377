// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handle behind the header that the device skips is what is freed.
// expect: dma-free-handle-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *cpu = dma_alloc_noncoherent(dev, PAGE_SIZE, &dma, DMA_TO_DEVICE, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	dma += 128;
	writeq(dma, scenario_registers(dev));
	dma_free_noncoherent(dev, PAGE_SIZE, cpu, dma, DMA_TO_DEVICE);
	return 0;
}
