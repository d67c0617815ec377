// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An object of a pool is written to without a test for NULL.
// expect: dma-unchecked-alloc
// shim: nothing -- the memory was there, and a comparison with NULL leaves no trace

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
	desc[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma_pool_free(pool, desc, dma);
	dma_pool_destroy(pool);
	return 0;
}
