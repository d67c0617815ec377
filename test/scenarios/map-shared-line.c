// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two parts of one line are mapped, and the device writes to both.
// expect: dma-map-partial-unaligned
// shim: dma-map-shared-cacheline -- it sees what else lies in the line

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	u8 *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t one, two;

	if (!buf)
		return -ENOMEM;
	one = dma_map_single(dev, buf, 32, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, one))
		goto free;
	two = dma_map_single(dev, buf + 32, 32, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, two))
		goto unmap;
	writeq(one, scenario_registers(dev));
	writeq(two, scenario_registers(dev));
	dma_unmap_single(dev, two, 32, DMA_FROM_DEVICE);
unmap:
	dma_unmap_single(dev, one, 32, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return 0;
}
