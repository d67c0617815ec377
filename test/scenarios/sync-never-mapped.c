// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handle of zero is synced.
// expect: dma-sync-unmapped

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

static int receive(struct device *dev, size_t len)
{
	dma_addr_t dma = 0;
	void *buf = kzalloc(512, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	if (len) {
		dma = dma_map_single(dev, buf, 512, DMA_FROM_DEVICE);
		if (dma_mapping_error(dev, dma))
			goto free;
		writeq(dma, scenario_registers(dev));
	}
	dma_sync_single_for_cpu(dev, dma, 512, DMA_FROM_DEVICE);
	if (len)
		dma_unmap_single(dev, dma, 512, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return 0;
}

int scenario(struct device *dev)
{
	return receive(dev, 0);
}
