// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A buffer that goes both ways, with both syncs.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	memset(buf, 1, 512);
	dma = dma_map_single(dev, buf, 512, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	scenario_device_write(dev, dma, "data", 4);
	dma_sync_single_for_cpu(dev, dma, 512, DMA_BIDIRECTIONAL);
	memset(buf, 2, 512);
	dma_sync_single_for_device(dev, dma, 512, DMA_BIDIRECTIONAL);
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 512, DMA_BIDIRECTIONAL);
free:
	kfree(buf);
	return 0;
}
