// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list can't be mapped, and is not unmapped.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct scatterlist sg[2];
	u8 *buf = kzalloc(2048, GFP_KERNEL);
	int mapped;

	if (!buf)
		return -ENOMEM;
	sg_init_table(sg, 2);
	sg_set_buf(&sg[0], buf, 1024);
	sg_set_buf(&sg[1], buf + 1024, 1024);
	scenario_fail(dev, true);
	mapped = dma_map_sg(dev, sg, 2, DMA_TO_DEVICE);
	scenario_fail(dev, false);
	if (!mapped)
		goto free;
	writeq(sg_dma_address(&sg[0]), scenario_registers(dev));
	dma_unmap_sg(dev, sg, 2, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
