// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a list points to is freed before the list is unmapped.
// expect: dma-free-while-mapped
// lint: nothing -- it does not follow what the entries of a list point to
// kernel: nothing -- it would be seen only if the memory were mapped again

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct scatterlist sg;
	void *buf = kzalloc(1024, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	sg_init_one(&sg, buf, 1024);
	if (!dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE)) {
		kfree(buf);
		return -ENOMEM;
	}
	writeq(sg_dma_address(&sg), scenario_registers(dev));
	kfree(buf);
	dma_unmap_sg(dev, &sg, 1, DMA_TO_DEVICE);
	return 0;
}
