// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The second time, the buffer is given back to the device without a sync.
// expect: dma-missing-sync-for-device

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	u8 sent;
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	memset(buf, 1, 512);
	dma = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_sync_single_for_cpu(dev, dma, 512, DMA_TO_DEVICE);
	memset(buf, 2, 512);
	dma_sync_single_for_device(dev, dma, 512, DMA_TO_DEVICE);
	writeq(dma, scenario_registers(dev));
	dma_sync_single_for_cpu(dev, dma, 512, DMA_TO_DEVICE);
	memset(buf, 3, 512);
	writeq(dma, scenario_registers(dev));
	scenario_device_read(dev, dma, &sent, 1);
	dma_unmap_single(dev, dma, 512, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
