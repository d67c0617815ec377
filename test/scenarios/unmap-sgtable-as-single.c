// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The address of a table's first entry is unmapped, as if it had been mapped alone.
// expect: dma-unmap-kind-mismatch

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
	ret = dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
	if (ret)
		goto table;
	writeq(sg_dma_address(sgt.sgl), scenario_registers(dev));
	dma_unmap_single(dev, sg_dma_address(sgt.sgl), 1024, DMA_TO_DEVICE);
table:
	sg_free_table(&sgt);
free:
	kfree(buf);
	return ret;
}
