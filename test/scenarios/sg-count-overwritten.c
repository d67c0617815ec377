// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The result of dma_map_sg() takes the place of the count, which the unmap needs.
// expect: dma-sg-nents-overwritten
// shim: dma-sg-unmap-returned-count -- it sees a count that does not fit, not where the count came
//   from
// kernel: nothing -- nothing here merges entries, so that both counts are the same

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	int nents = 2;
	struct scatterlist sg[2];
	u8 *buf = kzalloc(2048, GFP_KERNEL);
	int mapped;

	if (!buf)
		return -ENOMEM;
	sg_init_table(sg, 2);
	sg_set_buf(&sg[0], buf, 1024);
	sg_set_buf(&sg[1], buf + 1024, 1024);
	nents = dma_map_sg(dev, sg, nents, DMA_TO_DEVICE);
	mapped = nents;
	if (!mapped)
		goto free;
	writeq(sg_dma_address(&sg[0]), scenario_registers(dev));
	dma_unmap_sg(dev, sg, nents, DMA_TO_DEVICE);
free:
	kfree(buf);
	return 0;
}
