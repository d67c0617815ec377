// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An object is freed with the handle of another.
// expect: dma-pool-free-args

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
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
	dma_pool_free(pool, desc, dma + 0x100000);
destroy:
	dma_pool_destroy(pool);
	return 0;
}
