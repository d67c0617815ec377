// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One buffer for each of two devices.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct device *other = scenario_other(dev);
	void *second = kzalloc(512, GFP_KERNEL);
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t one, two;

	if (!buf || !second)
		goto free;
	one = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, one))
		goto free;
	two = dma_map_single(other, second, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(other, two))
		goto unmap;
	writeq(one, scenario_registers(dev));
	writeq(two, scenario_registers(other));
	dma_unmap_single(other, two, 512, DMA_TO_DEVICE);
unmap:
	dma_unmap_single(dev, one, 512, DMA_TO_DEVICE);
free:
	kfree(second);
	kfree(buf);
	return 0;
}
