// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mapped list goes out of scope.
// expect: dma-mapping-leak

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct scatterlist sg;
	void *buf = devm_kzalloc(dev, 512, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	sg_init_one(&sg, buf, 512);
	if (!dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE))
		return -EIO;
	return 0;
}
