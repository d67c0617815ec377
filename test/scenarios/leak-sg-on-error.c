// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A later step fails, and the list stays mapped.
// expect: dma-mapping-leak-on-error

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *more;
	struct scatterlist sg[2];
	u8 *buf = kzalloc(2048, GFP_KERNEL);
	int mapped;

	if (!buf)
		return -ENOMEM;
	sg_init_table(sg, 2);
	sg_set_buf(&sg[0], buf, 1024);
	sg_set_buf(&sg[1], buf + 1024, 1024);
	mapped = dma_map_sg(dev, sg, 2, DMA_TO_DEVICE);
	if (!mapped)
		goto free;
	writeq(sg_dma_address(&sg[0]), scenario_registers(dev));
	more = kmalloc((size_t)1 << 40, GFP_KERNEL | __GFP_NOWARN);
	if (!more)
		return -ENOMEM;
	kfree(more);
	dma_unmap_sg(dev, sg, 2, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
