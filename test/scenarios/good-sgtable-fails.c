// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table can't be mapped, and is not unmapped.
// expect: nothing

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
	scenario_fail(dev, true);
	ret = dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
	scenario_fail(dev, false);
	if (ret)
		goto table;
	writeq(sg_dma_address(sgt.sgl), scenario_registers(dev));
	dma_unmap_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
table:
	sg_free_table(&sgt);
free:
	kfree(buf);
	return ret;
}
