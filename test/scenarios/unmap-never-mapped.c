// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nothing was mapped, for there was nothing to send; it is unmapped all the same.
// expect: dma-unmap-never-mapped

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

static int send(struct device *dev, size_t len)
{
	dma_addr_t dma = 0;
	void *buf = kzalloc(512, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	if (len) {
		dma = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);
		if (dma_mapping_error(dev, dma)) {
			kfree(buf);
			return -EIO;
		}
		writeq(dma, scenario_registers(dev));
	}
	dma_unmap_single(dev, dma, 512, DMA_TO_DEVICE);
	kfree(buf);
	return 0;
}

int scenario(struct device *dev)
{
	return send(dev, 0);
}
