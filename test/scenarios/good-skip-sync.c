// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No sync at map and unmap, because the driver does them.
// expect: nothing

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
	dma = dma_map_single_attrs(dev, buf, 512, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(dev, dma))
		goto free;
	dma_sync_single_for_device(dev, dma, 512, DMA_FROM_DEVICE);
	writeq(dma, scenario_registers(dev));
	dma_sync_single_for_cpu(dev, dma, 512, DMA_FROM_DEVICE);
	dma_unmap_single_attrs(dev, dma, 512, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
free:
	kfree(buf);
	return 0;
}
