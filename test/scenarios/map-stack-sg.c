// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A list holds a buffer on the stack.
// expect: dma-map-stack

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	u8 command[64];
	struct scatterlist sg;

	memset(command, 1, sizeof(command));
	sg_init_one(&sg, command, sizeof(command));
	if (!dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE))
		return -EIO;
	writeq(sg_dma_address(&sg), scenario_registers(dev));
	dma_unmap_sg(dev, &sg, 1, DMA_TO_DEVICE);
	return 0;
}
