// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Noncoherent memory is freed as coherent memory.
// expect: dma-free-kind-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *buf = dma_alloc_noncoherent(dev, PAGE_SIZE, &dma, DMA_BIDIRECTIONAL, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	dma_sync_single_for_device(dev, dma, PAGE_SIZE, DMA_BIDIRECTIONAL);
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, PAGE_SIZE, buf, dma);
	return 0;
}
