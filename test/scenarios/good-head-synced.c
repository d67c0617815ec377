// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first lines of a mapping are synced.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = kzalloc(2048, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 2048, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_sync_single_for_cpu(dev, dma, 128, DMA_TO_DEVICE);
	memset(buf, 1, 128);
	dma_sync_single_for_device(dev, dma, 128, DMA_TO_DEVICE);
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 2048, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
