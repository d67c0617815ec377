// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device gets a handle after its unmap, and writes there.
// expect: dma-use-after-unmap
// kernel: nothing -- it is not asked when the device writes

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
	dma = dma_map_single(dev, buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	dma_unmap_single(dev, dma, 512, DMA_FROM_DEVICE);
	writeq(dma, scenario_registers(dev));
	scenario_device_write(dev, dma, "data", 4);
free:
	kfree(buf);
	return 0;
}
