// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Only the size of a pointer is mapped.
// expect: dma-map-sizeof-pointer
// shim: nothing -- 8 bytes are a size like any other

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

struct command {
	u8 op[256];
};

int scenario(struct device *dev)
{
	struct command *command = kzalloc(sizeof(*command), GFP_KERNEL);
	dma_addr_t dma;

	if (!command)
		return -ENOMEM;
	dma = dma_map_single(dev, command, sizeof(command), DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, sizeof(command), DMA_TO_DEVICE);
free:
	kfree(command);
	return 0;
}
