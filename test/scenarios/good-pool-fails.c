// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pool has no memory for an object.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dma_pool_create("commands", dev, 64, 64, 0);
	dma_addr_t dma;
	void *desc;

	if (!pool)
		return -ENOMEM;
	scenario_fail(dev, true);
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	scenario_fail(dev, false);
	if (desc) {
		writeq(dma, scenario_registers(dev));
		dma_pool_free(pool, desc, dma);
	}
	dma_pool_destroy(pool);
	return 0;
}
