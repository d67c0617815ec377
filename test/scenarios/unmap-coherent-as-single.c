// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coherent memory is unmapped as a buffer.
// expect: dma-free-kind-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 1024, DMA_BIDIRECTIONAL);
	return 0;
}
