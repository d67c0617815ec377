// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An allocation failed, and its NULL is mapped.
// expect: dma-map-null

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = kmalloc((size_t)1 << 40, GFP_KERNEL | __GFP_NOWARN);
	dma_addr_t dma;

	dma = dma_map_single(dev, buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 512, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return 0;
}
