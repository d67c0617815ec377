// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A trailer is synced by its address, which is in the middle of a cache line.
// expect: dma-sync-partial-unaligned

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
	dma_sync_single_for_cpu(dev, dma + 1000, 24, DMA_FROM_DEVICE);
	writel(buf[1000], scenario_registers(dev));
	dma_unmap_single(dev, dma, 1024, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return 0;
}
