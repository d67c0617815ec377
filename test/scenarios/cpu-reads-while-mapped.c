// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The CPU reads what the device wrote, without a sync.
// expect: dma-cpu-read-while-mapped

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	u8 seen;
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	scenario_device_write(dev, dma, "data", 4);
	seen = *(u8 *)buf;
	writel(seen, scenario_registers(dev));
	dma_unmap_single(dev, dma, 512, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return 0;
}
