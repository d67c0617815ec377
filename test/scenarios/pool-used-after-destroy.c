// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An object is asked for after the pool is gone.
// expect: dma-pool-use-after-destroy

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("commands", dev, 64, 64, 0);
	dma_addr_t dma;
	void *desc;

	if (!pool)
		return -ENOMEM;
	dma_pool_destroy(pool);
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (desc)
		dma_pool_free(pool, desc, dma);
	return 0;
}
