// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No object fits between two boundaries.
// expect: dma-pool-bad-geometry

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("cmds", dev, 256, 64, 128);

	if (!pool)
		return -ENOMEM;
	dma_pool_destroy(pool);
	return 0;
}
