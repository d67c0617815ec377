// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An object that may have to be waited for, under a lock.
// expect: dma-alloc-sleep-in-atomic

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/spinlock.h>

#include "scenario.h"

static DEFINE_SPINLOCK(lock);

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("cmds", dev, 64, 64, 0);
	dma_addr_t dma;
	void *cmd;

	if (!pool)
		return -ENOMEM;
	spin_lock(&lock);
	cmd = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	spin_unlock(&lock);
	if (!cmd)
		goto destroy;
	writeq(dma, scenario_registers(dev));
	dma_pool_free(pool, cmd, dma);
destroy:
	dma_pool_destroy(pool);
	return 0;
}
