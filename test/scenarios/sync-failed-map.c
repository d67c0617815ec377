// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handle of a failed mapping is synced.
// expect: dma-sync-unmapped

#include <linux/dma-mapping.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	scenario_fail(dev, true);
	dma = dma_map_single(dev, buf, 512, DMA_FROM_DEVICE);
	scenario_fail(dev, false);
	if (dma_mapping_error(dev, dma)) {
		dma_sync_single_for_cpu(dev, dma, 512, DMA_FROM_DEVICE);
		goto free;
	}
	dma_unmap_single(dev, dma, 512, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return 0;
}
