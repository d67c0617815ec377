// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The result of dma_map_resource() is used without a test.
// expect: dma-unchecked-map

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma = dma_map_resource(dev, scenario_fifo(dev), 64, DMA_TO_DEVICE, 0);

	writeq(dma, scenario_registers(dev));
	dma_unmap_resource(dev, dma, 64, DMA_TO_DEVICE, 0);
	return 0;
}
