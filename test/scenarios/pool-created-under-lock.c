// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pool is made under a lock.
// expect: dma-pool-create-atomic

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/spinlock.h>

#include "scenario.h"

static DEFINE_SPINLOCK(lock);

int scenario(struct device *dev)
{
	struct dma_pool *pool;

	spin_lock(&lock);
	pool = dma_pool_create("commands", dev, 64, 64, 0);
	spin_unlock(&lock);
	dma_pool_destroy(pool);
	return 0;
}
