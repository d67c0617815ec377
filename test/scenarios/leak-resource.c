// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The mapping of a FIFO is left.
// expect: dma-mapping-leak

#include <linux/dma-mapping.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma = dma_map_resource(dev, scenario_fifo(dev), 64, DMA_TO_DEVICE, 0);

	if (dma_mapping_error(dev, dma))
		return -EIO;
	return 0;
}
