// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An entry of a list is unmapped as a buffer.
// expect: dma-unmap-kind-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct scatterlist sg;
	void *buf = kzalloc(512, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	sg_init_one(&sg, buf, 512);
	if (!dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE))
		goto free;
	writeq(sg_dma_address(&sg), scenario_registers(dev));
	dma_unmap_single(dev, sg_dma_address(&sg), sg_dma_len(&sg), DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
