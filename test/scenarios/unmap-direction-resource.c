// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A FIFO is unmapped in another direction.
// expect: dma-unmap-direction-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	phys_addr_t fifo = scenario_fifo(dev);
	dma_addr_t dma = dma_map_resource(dev, fifo, 64, DMA_TO_DEVICE, 0);

	if (dma_mapping_error(dev, dma))
		return -EIO;
	writeq(dma, scenario_registers(dev));
	dma_unmap_resource(dev, dma, 64, DMA_FROM_DEVICE, 0);
	return 0;
}
