// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An object of a pool is written to after its free.
// expect: dma-coherent-use-after-free

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t next;
	u32 *again;
	struct dma_pool *pool = dma_pool_create("commands", dev, 64, 64, 0);
	dma_addr_t dma;
	u32 *desc;

	if (!pool)
		return -ENOMEM;
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!desc)
		goto destroy;
	desc[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma_pool_free(pool, desc, dma);
	desc[4] = 2;
	again = dma_pool_alloc(pool, GFP_KERNEL, &next);
	if (again)
		dma_pool_free(pool, again, next);
destroy:
	dma_pool_destroy(pool);
	return 0;
}
