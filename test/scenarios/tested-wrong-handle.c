// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two mappings, and the first is tested twice.
// expect: dma-mapping-error-wrong-handle
// shim: dma-unchecked-map -- that dma_mapping_error() was not called is all that can be seen

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *first = kzalloc(256, GFP_KERNEL);
	void *second = kzalloc(256, GFP_KERNEL);
	dma_addr_t one, two;

	if (!first || !second)
		goto free;
	one = dma_map_single(dev, first, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, one))
		goto free;
	two = dma_map_single(dev, second, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, one))
		goto unmap;
	writeq(two, scenario_registers(dev));
	dma_unmap_single(dev, two, 256, DMA_TO_DEVICE);
unmap:
	dma_unmap_single(dev, one, 256, DMA_TO_DEVICE);
free:
	kfree(second);
	kfree(first);
	return 0;
}
