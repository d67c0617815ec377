// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects first, then the pool.

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

int self_test_good(struct chan *c)
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
	if (readl(c->regs))
		ret = -EIO;
	dma_pool_free(pool, p, dma);
destroy:
	dma_pool_destroy(pool);
	return ret;
}

/* It is from the other pool. */
int two_pools_good(struct chan *c, struct dma_pool *small)
{
	struct dma_pool *big = dma_pool_create("big", c->dev, 4096, 64, 0);
	dma_addr_t dma;
	u32 *p;

	if (!big)
		return -ENOMEM;
	p = dma_pool_alloc(small, GFP_KERNEL, &dma);
	if (!p) {
		dma_pool_destroy(big);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_pool_destroy(big);
	dma_pool_free(small, p, dma);
	return 0;
}

void free_all(struct chan *c);

int helper_frees_good(struct chan *c)
{
	c->pool = dma_pool_create("desc", c->dev, 64, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	c->desc = dma_pool_zalloc(c->pool, GFP_KERNEL, &c->dma);
	if (!c->desc)
		goto destroy;
	writeq(c->dma, c->regs);
	if (!readl(c->regs))
		return 0;
	free_all(c);
destroy:
	dma_pool_destroy(c->pool);
	return -ENODEV;
}

#define SLOTS 8

int array_good(struct chan *c)
{
	struct dma_pool *pool = dma_pool_create("test", c->dev, 64, 16, 0);
	void *virt[SLOTS];
	dma_addr_t dma[SLOTS];
	int i;

	if (!pool)
		return -ENOMEM;
	for (i = 0; i < SLOTS; i++) {
		virt[i] = dma_pool_alloc(pool, GFP_KERNEL, &dma[i]);
		if (!virt[i])
			break;
		writeq(dma[i], c->regs + 8 * i);
	}
	while (i-- > 0)
		dma_pool_free(pool, virt[i], dma[i]);
	dma_pool_destroy(pool);
	return 0;
}

struct slot {
	void *virt;
	dma_addr_t dma;
};

struct table {
	struct dma_pool *pool;
	struct slot slots[SLOTS];
};

static void table_clean(struct table *t)
{
	int i;

	for (i = 0; i < SLOTS; i++)
		if (t->slots[i].virt)
			dma_pool_free(t->pool, t->slots[i].virt, t->slots[i].dma);
	dma_pool_destroy(t->pool);
	t->pool = NULL;
}

int table_init_good(struct device *dev, struct table *t)
{
	int i;

	t->pool = dma_pool_create("table", dev, 64, 16, 0);
	if (!t->pool)
		return -ENOMEM;
	for (i = 0; i < SLOTS; i++) {
		t->slots[i].virt = dma_pool_alloc(t->pool, GFP_KERNEL, &t->slots[i].dma);
		if (!t->slots[i].virt) {
			table_clean(t);
			return -ENOMEM;
		}
	}
	return 0;
}
