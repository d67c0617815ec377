// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one allocation returned.

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

struct node {
	struct node *next;
	dma_addr_t phys, next_phys;
};

int two_good(struct chan *c)
{
	dma_addr_t a, b;
	void *x = dma_pool_alloc(c->pool, GFP_KERNEL, &a), *y;

	if (!x)
		return -ENOMEM;
	y = dma_pool_alloc(c->pool, GFP_KERNEL, &b);
	if (y) {
		writeq(a, c->regs);
		writeq(b, c->regs);
		dma_pool_free(c->pool, y, b);
	}
	dma_pool_free(c->pool, x, a);
	return 0;
}

/* The handle of each is in the one before. */
void chain_good(struct chan *c, struct node *n, dma_addr_t phys)
{
	while (n) {
		struct node *next = n->next;
		dma_addr_t next_phys = n->next_phys;

		dma_pool_free(c->pool, n, phys);
		n = next;
		phys = next_phys;
	}
}

int kept_inside_good(struct chan *c)
{
	dma_addr_t dma;
	struct node *n = dma_pool_zalloc(c->pool, GFP_KERNEL, &dma);

	if (!n)
		return -ENOMEM;
	n->phys = dma;
	writeq(n->phys, c->regs);
	dma_pool_free(c->pool, n, n->phys);
	return 0;
}
