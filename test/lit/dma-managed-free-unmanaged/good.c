// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Managed is freed as managed, plain as plain.

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

int both_good(struct chan *c)
{
	dma_addr_t a, b;
	void *x = dmam_alloc_coherent(c->dev, 4096, &a, GFP_KERNEL), *y;

	if (!x)
		return -ENOMEM;
	y = dma_alloc_coherent(c->dev, 4096, &b, GFP_KERNEL);
	if (!y)
		return -ENOMEM;
	writeq(a, c->regs);
	writeq(b, c->regs);
	dma_free_coherent(c->dev, 4096, y, b);
	dmam_free_coherent(c->dev, 4096, x, a);
	return 0;
}

int managed_pool_good(struct chan *c)
{
	c->pool = dmam_pool_create("desc", c->dev, 64, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	if (!readl(c->regs))
		return 0;
	dmam_pool_destroy(c->pool);
	c->pool = NULL;
	return -EIO;
}
