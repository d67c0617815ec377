// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pool is destroyed under a lock.
// expect: dma-pool-create-atomic

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/spinlock.h>

#include "scenario.h"

static DEFINE_SPINLOCK(lock);

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("cmds", dev, 64, 64, 0);

	if (!pool)
		return -ENOMEM;
	spin_lock(&lock);
	dma_pool_destroy(pool);
	spin_unlock(&lock);
	return 0;
}
