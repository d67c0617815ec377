// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An object of a pool is freed as coherent memory.
// expect: dma-free-kind-mismatch
// kernel: dma-free-size-mismatch -- to dma-debug the page that the object is in is memory like any
//   other

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("cmds", dev, 256, 64, 0);
	dma_addr_t dma;
	void *cmd;

	if (!pool)
		return -ENOMEM;
	cmd = dma_pool_zalloc(pool, GFP_KERNEL, &dma);
	if (!cmd)
		goto destroy;
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, 256, cmd, dma);
destroy:
	dma_pool_destroy(pool);
	return 0;
}
