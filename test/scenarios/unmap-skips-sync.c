// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The unmap says that nothing needs syncing, the map did not.
// expect: dma-unmap-attrs-mismatch

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
	writeq(dma, scenario_registers(dev));
	dma_unmap_single_attrs(dev, dma, 512, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
free:
	kfree(buf);
	return 0;
}
