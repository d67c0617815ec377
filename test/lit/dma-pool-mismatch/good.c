// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pool it is from.

// CHECK-NOT: warning:

#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/slab.h>

struct engine {
	struct device *dev;
	struct dma_pool *small, *big, *pool;
	void __iomem *regs;
};

int chosen_good(struct engine *e, size_t size)
{
	struct dma_pool *pool = size > 64 ? e->big : e->small;
	dma_addr_t dma;
	void *p = dma_pool_alloc(pool, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	writeq(dma, e->regs);
	dma_pool_free(size > 64 ? e->big : e->small, p, dma);
	return 0;
}

/* Two names of one pool. */
int alias_good(struct engine *e)
{
	dma_addr_t dma;
	void *p;

	e->pool = e->small;
	p = dma_pool_alloc(e->pool, GFP_KERNEL, &dma);
	if (!p)
		return -ENOMEM;
	writeq(dma, e->regs);
	dma_pool_free(e->small, p, dma);
	return 0;
}

struct desc {
	struct dma_pool *pool;
	dma_addr_t dma;
};

/* The object knows where it is from. */
int remembered_good(struct engine *e, struct dma_pool *pool)
{
	dma_addr_t dma;
	struct desc *d = dma_pool_zalloc(pool, GFP_KERNEL, &dma);

	if (!d)
		return -ENOMEM;
	d->pool = pool;
	d->dma = dma;
	writeq(dma, e->regs);
	dma_pool_free(d->pool, d, d->dma);
	return 0;
}
