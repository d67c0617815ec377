// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The second mapping fails, and the first stays.
// expect: dma-mapping-leak-on-error

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *first = devm_kzalloc(dev, 256, GFP_KERNEL);
	void *second = devm_kzalloc(dev, 256, GFP_KERNEL);
	dma_addr_t one, two;

	if (!first || !second)
		return -ENOMEM;
	one = dma_map_single(dev, first, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, one))
		return -EIO;
	scenario_fail(dev, true);
	two = dma_map_single(dev, second, 256, DMA_TO_DEVICE);
	scenario_fail(dev, false);
	if (dma_mapping_error(dev, two))
		return -EIO;
	writeq(two, scenario_registers(dev));
	dma_unmap_single(dev, two, 256, DMA_TO_DEVICE);
	dma_unmap_single(dev, one, 256, DMA_TO_DEVICE);
	return 0;
}
