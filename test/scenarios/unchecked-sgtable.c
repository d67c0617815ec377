// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The status of dma_map_sgtable() is thrown away.
// expect: dma-unchecked-map-sgtable
// shim: nothing -- the map has succeeded, and how the status is looked at leaves no trace

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct sg_table sgt;
	void *buf = kzalloc(512, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	if (sg_alloc_table(&sgt, 1, GFP_KERNEL))
		goto free;
	sg_set_buf(sgt.sgl, buf, 512);
	dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
	writeq(sg_dma_address(sgt.sgl), scenario_registers(dev));
	dma_unmap_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
	sg_free_table(&sgt);
free:
	kfree(buf);
	return 0;
}
