// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table is mapped and unmapped through its list, with the count of its entries.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	int mapped;
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
	mapped = dma_map_sg(dev, sgt.sgl, sgt.orig_nents, DMA_TO_DEVICE);
	if (!mapped)
		goto table;
	writeq(sg_dma_address(sgt.sgl), scenario_registers(dev));
	dma_unmap_sg(dev, sgt.sgl, sgt.orig_nents, DMA_TO_DEVICE);
table:
	sg_free_table(&sgt);
free:
	kfree(buf);
	return ret;
}
