// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Once each.

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

struct desc {
	struct desc *next;
	dma_addr_t phys;
};

int both_good(struct chan *c)
{
	dma_addr_t a, b;
	void *x = dma_pool_alloc(c->pool, GFP_KERNEL, &a), *y;

	if (!x)
		return -ENOMEM;
	y = dma_pool_alloc(c->pool, GFP_KERNEL, &b);
	if (!y) {
		dma_pool_free(c->pool, x, a);
		return -ENOMEM;
	}
	writeq(a, c->regs);
	writeq(b, c->regs);
	dma_pool_free(c->pool, y, b);
	dma_pool_free(c->pool, x, a);
	return 0;
}

void chain_good(struct chan *c, struct desc *d)
{
	while (d) {
		struct desc *next = d->next;

		dma_pool_free(c->pool, d, d->phys);
		d = next;
	}
}

void taken_again_good(struct chan *c)
{
	dma_pool_free(c->pool, c->desc, c->dma);
	c->desc = dma_pool_alloc(c->pool, GFP_KERNEL, &c->dma);
	if (!c->desc)
		return;
	writeq(c->dma, c->regs);
	dma_pool_free(c->pool, c->desc, c->dma);
	c->desc = NULL;
}
