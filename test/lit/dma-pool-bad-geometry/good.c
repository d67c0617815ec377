// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No alignment and no boundary are both allowed.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>

struct chan {
	struct device *dev;
	struct dma_pool *pool, *small;
	unsigned int align;
};

int usual_good(struct chan *c)
{
	c->pool = dma_pool_create("desc", c->dev, 96, 64, 4096);
	if (!c->pool)
		return -ENOMEM;
	return 0;
}

int none_good(struct chan *c)
{
	c->pool = dma_pool_create("desc", c->dev, 40, 0, 0);
	if (!c->pool)
		return -ENOMEM;
	return 0;
}

int exact_good(struct chan *c)
{
	c->pool = dma_pool_create("desc", c->dev, 4096, 4096, 4096);
	if (!c->pool)
		return -ENOMEM;
	c->small = dma_pool_create("small", c->dev, 16, c->align, 0);
	if (!c->small) {
		dma_pool_destroy(c->pool);
		return -ENOMEM;
	}
	return 0;
}
