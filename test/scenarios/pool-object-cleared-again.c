// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What comes from dma_pool_zalloc() is cleared once more.
// expect: dma-redundant-zeroing
// shim: nothing -- clearing memory is no mistake of the kind that shows

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("cmds", dev, 64, 64, 0);
	dma_addr_t dma;
	void *cmd;

	if (!pool)
		return -ENOMEM;
	cmd = dma_pool_zalloc(pool, GFP_KERNEL, &dma);
	if (!cmd)
		goto destroy;
	memset(cmd, 0, 64);
	writeq(dma, scenario_registers(dev));
	dma_pool_free(pool, cmd, dma);
destroy:
	dma_pool_destroy(pool);
	return 0;
}
