// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handle is compared with DMA_MAPPING_ERROR.
// expect: dma-map-error-direct-compare
// shim: dma-unchecked-map -- that dma_mapping_error() was not called is all that can be seen

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
	if (dma == DMA_MAPPING_ERROR)
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 512, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
