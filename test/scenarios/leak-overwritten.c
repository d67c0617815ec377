// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handle is overwritten while it is mapped.
// expect: dma-mapping-leak-overwritten
// shim: dma-mapping-leak -- a leak is seen when the device is unbound, not how it came about

#include <linux/dma-mapping.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *first = devm_kzalloc(dev, 256, GFP_KERNEL);
	void *second = devm_kzalloc(dev, 256, GFP_KERNEL);
	dma_addr_t dma;

	if (!first || !second)
		return -ENOMEM;
	dma = dma_map_single(dev, first, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -EIO;
	dma = dma_map_single(dev, second, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -EIO;
	dma_unmap_single(dev, dma, 256, DMA_TO_DEVICE);
	return 0;
}
