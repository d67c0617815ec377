// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects are taken and given back under a lock, the pool is not.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/spinlock.h>

#include "scenario.h"

static DEFINE_SPINLOCK(lock);

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("cmds", dev, 64, 64, 4096);
	dma_addr_t dma[3];
	void *cmd[3];
	int n = 0;

	if (!pool)
		return -ENOMEM;
	spin_lock(&lock);
	while (n < 3) {
		cmd[n] = dma_pool_zalloc(pool, GFP_ATOMIC, &dma[n]);
		if (!cmd[n])
			break;
		writeq(dma[n], scenario_registers(dev));
		n++;
	}
	while (n--)
		dma_pool_free(pool, cmd[n], dma[n]);
	spin_unlock(&lock);
	dma_pool_destroy(pool);
	return 0;
}
