// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory of vmalloc() is mapped.
// expect: dma-map-vmalloc

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = vmalloc(4096);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	memset(buf, 1, 4096);
	dma = dma_map_single(dev, buf, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
free:
	vfree(buf);
	return 0;
}
