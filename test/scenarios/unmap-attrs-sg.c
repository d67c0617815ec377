// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The unmap of a list says that nothing needs syncing, the map did not.
// expect: dma-unmap-attrs-mismatch

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
	if (!dma_map_sg(dev, &sg, 1, DMA_FROM_DEVICE))
		goto free;
	writeq(sg_dma_address(&sg), scenario_registers(dev));
	dma_unmap_sg_attrs(dev, &sg, 1, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
free:
	kfree(buf);
	return 0;
}
