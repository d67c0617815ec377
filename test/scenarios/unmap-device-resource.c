// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A FIFO is mapped for one device and unmapped for another.
// expect: dma-unmap-device-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma = dma_map_resource(dev, scenario_fifo(dev), 64, DMA_FROM_DEVICE, 0);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	dma_unmap_resource(dev->parent, dma, 64, DMA_FROM_DEVICE, 0);
	return 0;
}
