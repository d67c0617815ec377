// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pool goes, what came out of it does not.

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

int self_test_bad(struct chan *c)
{
	struct dma_pool *pool = dma_pool_create("test", c->dev, 64, 16, 0);
	dma_addr_t dma;
	u32 *p;
	int ret = 0;

	if (!pool)
		return -ENOMEM;
	p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!p) {
		ret = -ENOMEM;
		goto destroy;
	}
	writeq(dma, c->regs);
	if (readl(c->regs)) {
		ret = -EIO;
		goto destroy;
	}
	dma_pool_free(pool, p, dma);
destroy:
	dma_pool_destroy(pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-destroy-busy]
	return ret;
}

int set_up_bad(struct chan *c)
{
	c->pool = dma_pool_create("desc", c->dev, 64, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	c->desc = dma_pool_zalloc(c->pool, GFP_KERNEL, &c->dma);
	if (!c->desc)
		goto destroy;
	writeq(c->dma, c->regs);
	if (readl(c->regs))
		goto destroy;
	return 0;
destroy:
	dma_pool_destroy(c->pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-destroy-busy]
	return -ENODEV;
}
