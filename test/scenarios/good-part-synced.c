// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A part of a mapping is synced, in whole lines.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = kzalloc(2048, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 2048, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	scenario_device_write(dev, dma + 256, "data", 4);
	dma_sync_single_range_for_cpu(dev, dma, 256, 128, DMA_FROM_DEVICE);
	writel(((u8 *)buf)[256], scenario_registers(dev));
	dma_sync_single_range_for_device(dev, dma, 256, 128, DMA_FROM_DEVICE);
	dma_unmap_single(dev, dma, 2048, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return 0;
}
