// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A helper tests the handle and says so as a bool.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

static bool is_mapped(struct device *dev, dma_addr_t dma)
{
	return !dma_mapping_error(dev, dma);
}

int scenario(struct device *dev)
{
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);
	if (is_mapped(dev, dma)) {
		writeq(dma, scenario_registers(dev));
		dma_unmap_single(dev, dma, 512, DMA_TO_DEVICE);
	}
	kfree(buf);
	return 0;
}
