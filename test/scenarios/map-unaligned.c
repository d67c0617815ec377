// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device writes from the middle of a line.
// expect: dma-map-partial-unaligned
// shim: dma-map-shared-cacheline -- it sees what else lies in the line
// kernel: nothing -- one mapping alone overlaps nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	u8 *buf = kzalloc(1024, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf + 12, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 512, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return 0;
}
