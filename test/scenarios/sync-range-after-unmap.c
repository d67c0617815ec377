// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A part is synced after all of it was unmapped.
// expect: dma-sync-after-unmap

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	u8 *buf = kzalloc(1024, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 1024, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 1024, DMA_FROM_DEVICE);
	dma_sync_single_range_for_cpu(dev, dma, 512, 256, DMA_FROM_DEVICE);
	writel(buf[512], scenario_registers(dev));
free:
	kfree(buf);
	return 0;
}
