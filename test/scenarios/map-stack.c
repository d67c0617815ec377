// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A buffer on the stack is mapped.
// expect: dma-map-stack

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	u8 command[64];
	dma_addr_t dma;

	memset(command, 1, sizeof(command));
	dma = dma_map_single(dev, command, sizeof(command), DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -EIO;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, sizeof(command), DMA_TO_DEVICE);
	return 0;
}
