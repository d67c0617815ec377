// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A list is synced that was filled and never mapped: its buffer was.
// expect: dma-sync-kind-mismatch
// kernel: nothing -- for a list it first asks how many entries the device has, and is silent if
//   there are none

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct scatterlist sg;
	void *buf = kzalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma))
		goto free;
	writeq(dma, scenario_registers(dev));
	sg_init_one(&sg, buf, 512);
	dma_sync_sg_for_cpu(dev, &sg, 1, DMA_FROM_DEVICE);
	dma_unmap_single(dev, dma, 512, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return 0;
}
