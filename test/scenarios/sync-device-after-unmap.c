// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Synced for the device after the unmap.
// expect: dma-sync-after-unmap

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 512, DMA_TO_DEVICE);
	dma_sync_single_for_device(dev, dma, 512, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
