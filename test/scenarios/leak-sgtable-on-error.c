// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A later step fails, and the table stays mapped.
// expect: dma-mapping-leak-on-error
// shim: dma-free-while-mapped, dma-mapping-leak-on-error -- the table is freed while it is mapped,
//   before the mapping is found to have leaked

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *more;
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
	more = kmalloc((size_t)1 << 40, GFP_KERNEL | __GFP_NOWARN);
	if (!more) {
		ret = -ENOMEM;
		goto table;
	}
	kfree(more);
	dma_unmap_sgtable(dev, &sgt, DMA_FROM_DEVICE, 0);
table:
	sg_free_table(&sgt);
free:
	kfree(buf);
	return ret;
}
