// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mapped buffer is freed as coherent memory.
// expect: dma-unmap-kind-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = kzalloc(4096, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 4096, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, 4096, buf, dma);
	return 0;
free:
	kfree(buf);
	return 0;
}
