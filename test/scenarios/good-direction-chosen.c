// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The direction is chosen once, and used at both ends.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	bool write = !readl(scenario_registers(dev));
	enum dma_data_direction dir = write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 512, dir);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	if (!write)
		dma_sync_single_for_cpu(dev, dma, 512, dir);
	dma_unmap_single(dev, dma, 512, dir);
free:
	kfree(buf);
	return 0;
}
