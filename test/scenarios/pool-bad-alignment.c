// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The alignment of a pool is no power of two.
// expect: dma-pool-bad-geometry

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("commands", dev, 64, 48, 0);

	if (!pool)
		return -EINVAL;
	dma_pool_destroy(pool);
	return 0;
}
