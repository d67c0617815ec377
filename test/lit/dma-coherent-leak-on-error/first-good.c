// RUN: %dma-lint %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pieces of a pool in an array: the loop that gives them back comes to the first one.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/slab.h>

struct node {
	void *hw;
	dma_addr_t hw_dma;
};

struct desc {
	int count;
	struct node node[8];
};

struct chan {
	struct device *dev;
	struct dma_pool *pool;
};

struct desc *alloc_good(struct chan *c, int count)
{
	struct desc *d = kzalloc(sizeof(*d), GFP_KERNEL);
	int i;

	if (!d)
		return NULL;
	for (i = 0; i < count; i++) {
		d->node[i].hw = dma_pool_alloc(c->pool, GFP_KERNEL, &d->node[i].hw_dma);
		if (!d->node[i].hw)
			goto err;
	}
	d->count = count;
	return d;
err:
	while (--i >= 0)
		dma_pool_free(c->pool, d->node[i].hw, d->node[i].hw_dma);
	kfree(d);
	return NULL;
}
