// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device may write to a constant.
// expect: dma-map-const-from-device

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

static const u8 command[64] = { 1 };

int scenario(struct device *dev)
{
	dma_addr_t dma = dma_map_single(dev, (void *)command, sizeof(command), DMA_FROM_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -EIO;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, sizeof(command), DMA_FROM_DEVICE);
	return 0;
}
