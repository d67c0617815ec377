// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pool is destroyed with an object out.
// expect: dma-pool-destroy-busy

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("commands", dev, 64, 64, 0);
	dma_addr_t dma;
	u32 *desc;

	if (!pool)
		return -ENOMEM;
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (desc)
		desc[0] = 1;
	dma_pool_destroy(pool);
	return 0;
}
