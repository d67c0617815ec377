// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Of three entries only two are filled, mapped, and unmapped.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct scatterlist list[3], *sg;
	u8 *buf = kzalloc(2048, GFP_KERNEL);
	int i, mapped, filled = 2;

	if (!buf)
		return -ENOMEM;
	sg_init_table(list, 3);
	for (i = 0; i < filled; i++)
		sg_set_buf(&list[i], buf + i * 1024, 1024);
	mapped = dma_map_sg(dev, list, filled, DMA_TO_DEVICE);
	if (!mapped)
		goto free;
	for_each_sg(list, sg, mapped, i)
		writeq(sg_dma_address(sg), scenario_registers(dev));
	dma_unmap_sg(dev, list, filled, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
