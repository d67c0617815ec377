// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device writes; the CPU reads after the unmap.
// expect: nothing

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
	dma_unmap_single(dev, dma, 512, DMA_FROM_DEVICE);
	seen = *(u8 *)buf;
	writel(seen, scenario_registers(dev));
free:
	kfree(buf);
	return 0;
}
