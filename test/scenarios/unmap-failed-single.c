// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The branch of the failed mapping unmaps it.
// expect: dma-unmap-failed-map

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
	scenario_fail(dev, true);
	dma = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);
	scenario_fail(dev, false);
	if (dma_mapping_error(dev, dma))
		goto unmap;
	writeq(dma, scenario_registers(dev));
unmap:
	dma_unmap_single(dev, dma, 512, DMA_TO_DEVICE);
	kfree(buf);
	return 0;
}
