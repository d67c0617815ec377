// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Noncoherent memory is freed twice.
// expect: dma-coherent-double-free

#include <linux/dma-mapping.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *buf = dma_alloc_noncoherent(dev, PAGE_SIZE, &dma, DMA_TO_DEVICE, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	dma_free_noncoherent(dev, PAGE_SIZE, buf, dma, DMA_TO_DEVICE);
	dma_free_noncoherent(dev, PAGE_SIZE, buf, dma, DMA_TO_DEVICE);
	return 0;
}
