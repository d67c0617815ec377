// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pool stays when the allocation after it fails.
// expect: dma-pool-leak
// kernel: nothing -- the pool has no memory yet

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("cmds", dev, 64, 64, 0);
	dma_addr_t dma;
	void *cmd;

	if (!pool)
		return -ENOMEM;
	scenario_fail(dev, true);
	cmd = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	scenario_fail(dev, false);
	if (!cmd)
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	dma_pool_free(pool, cmd, dma);
	dma_pool_destroy(pool);
	return 0;
}
