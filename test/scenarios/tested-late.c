// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device gets the handle before the test.
// expect: dma-mapping-error-late
// shim: nothing -- it is not told when a handle goes to a register

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
	writeq(dma, scenario_registers(dev));
	if (dma_mapping_error(dev, dma))
		goto free;
	dma_unmap_single(dev, dma, 512, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
