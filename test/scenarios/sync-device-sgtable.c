// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table is synced for another device.
// expect: dma-sync-device-mismatch
// kernel: nothing -- for a list it first asks how many entries the device has, and is silent if
//  there are none

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

static int make_table(struct sg_table *sgt, u8 *buf)
{
	struct scatterlist *sg;
	unsigned int i;
	int ret = sg_alloc_table(sgt, 2, GFP_KERNEL);

	if (ret)
		return ret;
	for_each_sgtable_sg(sgt, sg, i)
		sg_set_buf(sg, buf + i * 1024, 1024);
	return 0;
}

int scenario(struct device *dev)
{
	struct sg_table sgt;
	u8 *buf = kzalloc(2048, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!buf)
		return ret;
	ret = make_table(&sgt, buf);
	if (ret)
		goto free;
	ret = dma_map_sgtable(dev, &sgt, DMA_FROM_DEVICE, 0);
	if (ret)
		goto table;
	writeq(sg_dma_address(sgt.sgl), scenario_registers(dev));
	dma_sync_sgtable_for_cpu(dev->parent, &sgt, DMA_FROM_DEVICE);
	dma_unmap_sgtable(dev, &sgt, DMA_FROM_DEVICE, 0);
table:
	sg_free_table(&sgt);
free:
	kfree(buf);
	return ret;
}
