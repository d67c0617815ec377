// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pointer behind the object's header is given back.
// expect: dma-pool-free-args
// kernel: nothing -- 6.12 finds an object by its handle and does not compare the pointer

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("cmds", dev, 256, 64, 0);
	dma_addr_t dma;
	u8 *cmd;

	if (!pool)
		return -ENOMEM;
	cmd = dma_pool_zalloc(pool, GFP_KERNEL, &dma);
	if (!cmd)
		goto destroy;
	cmd += 16;
	writeq(dma, scenario_registers(dev));
	dma_pool_free(pool, cmd, dma);
destroy:
	dma_pool_destroy(pool);
	return 0;
}
