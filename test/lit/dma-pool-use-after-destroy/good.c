// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Used, then destroyed.

// CHECK-NOT: warning:

#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	struct dma_pool *pool;
	u32 *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

void order_good(struct chan *c)
{
	dma_pool_free(c->pool, c->desc, c->dma);
	dma_pool_destroy(c->pool);
	c->pool = NULL;
}

/* NULL is ignored. */
void twice_good(struct chan *c, bool early)
{
	if (early) {
		dma_pool_destroy(c->pool);
		c->pool = NULL;
	}
	writel(0, c->regs);
	dma_pool_destroy(c->pool);
}

int made_anew_good(struct chan *c)
{
	dma_pool_destroy(c->pool);
	c->pool = dma_pool_create("bigger", c->dev, 128, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	c->desc = dma_pool_alloc(c->pool, GFP_KERNEL, &c->dma);
	return c->desc ? 0 : -ENOMEM;
}

void each_good(struct chan *c, int n)
{
	int i;

	for (i = 0; i < n; i++)
		dma_pool_destroy(c[i].pool);
}
