// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mapped table is freed.
// expect: dma-mapping-leak
// shim: dma-free-while-mapped, dma-mapping-leak -- the table is freed while it is mapped, before
//   the mapping is found to have leaked

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct sg_table sgt;
	void *buf = devm_kzalloc(dev, 512, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = sg_alloc_table(&sgt, 1, GFP_KERNEL);
	if (ret)
		return ret;
	sg_set_buf(sgt.sgl, buf, 512);
	ret = dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
	sg_free_table(&sgt);
	return ret;
}
