// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table is synced through its list, with the count of what was mapped.
// expect: dma-sgt-nents-confusion
// kernel: nothing -- nothing here merges entries, so that both counts are the same

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct sg_table sgt;
	u8 *buf = kzalloc(2048, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = sg_alloc_table(&sgt, 2, GFP_KERNEL);
	if (ret)
		goto free;
	sg_set_buf(sgt.sgl, buf, 1024);
	sg_set_buf(sg_next(sgt.sgl), buf + 1024, 1024);
	ret = dma_map_sgtable(dev, &sgt, DMA_FROM_DEVICE, 0);
	if (ret)
		goto table;
	writeq(sg_dma_address(sgt.sgl), scenario_registers(dev));
	dma_sync_sg_for_cpu(dev, sgt.sgl, sgt.nents, DMA_FROM_DEVICE);
	dma_unmap_sgtable(dev, &sgt, DMA_FROM_DEVICE, 0);
table:
	sg_free_table(&sgt);
free:
	kfree(buf);
	return ret;
}
