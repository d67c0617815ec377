// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The second mapping fails; the first is undone.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *first = kzalloc(256, GFP_KERNEL);
	void *second = kzalloc(256, GFP_KERNEL);
	dma_addr_t one, two;
	int ret = -ENOMEM;

	if (!first || !second)
		goto free;
	one = dma_map_single(dev, first, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, one))
		goto free;
	scenario_fail(dev, true);
	two = dma_map_single(dev, second, 256, DMA_TO_DEVICE);
	scenario_fail(dev, false);
	if (dma_mapping_error(dev, two))
		goto unmap;
	writeq(two, scenario_registers(dev));
	ret = 0;
	dma_unmap_single(dev, two, 256, DMA_TO_DEVICE);
unmap:
	dma_unmap_single(dev, one, 256, DMA_TO_DEVICE);
free:
	kfree(second);
	kfree(first);
	return ret;
}
