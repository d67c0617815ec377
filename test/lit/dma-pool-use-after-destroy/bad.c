// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pool itself is gone.

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

void wrong_order_bad(struct chan *c)
{
	dma_pool_destroy(c->pool);
	dma_pool_free(c->pool, c->desc, c->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-use-after-destroy]
}

int destroyed_twice_bad(struct chan *c)
{
	int ret = -ENOMEM;

	c->pool = dma_pool_create("desc", c->dev, 64, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	if (!readl(c->regs)) {
		dma_pool_destroy(c->pool);
		ret = -ENODEV;
		goto destroy;
	}
	c->desc = dma_pool_alloc(c->pool, GFP_KERNEL, &c->dma);
	if (!c->desc)
		goto destroy;
	return 0;
destroy:
	dma_pool_destroy(c->pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-use-after-destroy]
	return ret;
}

int alloc_bad(struct chan *c)
{
	dma_pool_destroy(c->pool);
	c->desc = dma_pool_alloc(c->pool, GFP_KERNEL, &c->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-use-after-destroy]
	return c->desc ? 0 : -ENOMEM;
}
