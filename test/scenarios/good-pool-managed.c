// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A managed pool goes by itself.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dmam_pool_create("commands", dev, 64, 64, 0);
	dma_addr_t dma;
	u32 *desc;

	if (!pool)
		return -ENOMEM;
	desc = dma_pool_zalloc(pool, GFP_KERNEL, &dma);
	if (!desc)
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	dma_pool_free(pool, desc, dma);
	return 0;
}
