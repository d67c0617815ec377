// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A negative count is taken for the sign of failure.
// expect: dma-map-sg-negative-test
// shim: nothing -- the map has succeeded, and how the count is looked at leaves no trace

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct scatterlist sg;
	void *buf = kzalloc(512, GFP_KERNEL);
	int mapped;

	if (!buf)
		return -ENOMEM;
	sg_init_one(&sg, buf, 512);
	mapped = dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE);
	if (mapped < 0)
		goto free;
	writeq(sg_dma_address(&sg), scenario_registers(dev));
	dma_unmap_sg(dev, &sg, 1, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
