// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list can't be mapped, and that is not noticed.
// expect: dma-map-sg-negative-test
// shim: dma-unmap-failed-map -- what it sees is the unmap of a failed map
// kernel: dma-unmap-failed-map -- what it sees is the unmap of a failed map

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
	scenario_fail(dev, true);
	mapped = dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE);
	scenario_fail(dev, false);
	if (mapped < 0)
		goto free;
	writeq(sg_dma_address(&sg), scenario_registers(dev));
	dma_unmap_sg(dev, &sg, 1, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
