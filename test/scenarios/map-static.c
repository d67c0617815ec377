// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A static buffer is mapped.
// expect: dma-map-static

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

static u8 command[64];

int scenario(struct device *dev)
{
	dma_addr_t dma = dma_map_single(dev, command, sizeof(command), DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -EIO;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, sizeof(command), DMA_TO_DEVICE);
	return 0;
}
