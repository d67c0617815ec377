// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pool that goes with the device is destroyed by hand, too.
// expect: dma-managed-freed-twice

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct dma_pool *pool = dmam_pool_create("cmds", dev, 64, 64, 0);

	if (!pool)
		return -ENOMEM;
	dma_pool_destroy(pool);
	return 0;
}
