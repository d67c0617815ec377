// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// By its counterpart, or by nobody.

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

int early_good(struct chan *c)
{
	c->desc = dmam_alloc_coherent(c->dev, 4096, &c->dma, GFP_KERNEL);
	if (!c->desc)
		return -ENOMEM;
	writeq(c->dma, c->regs);
	if (readl(c->regs)) {
		dmam_free_coherent(c->dev, 4096, c->desc, c->dma);
		return -EIO;
	}
	return 0;
}

/* Objects of a managed pool are freed by hand. */
int pool_good(struct chan *c)
{
	struct dma_pool *pool = dmam_pool_create("desc", c->dev, 64, 16, 0);
	dma_addr_t dma;
	void *p;

	if (!pool)
		return -ENOMEM;
	p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!p)
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_pool_free(pool, p, dma);
	return 0;
}

/* Some of these are managed, and the driver knows which. */
struct buf {
	void *virt;
	dma_addr_t dma;
	bool managed;
};

int either_good(struct device *dev, struct buf *b, bool managed)
{
	b->managed = managed;
	if (managed)
		b->virt = dmam_alloc_coherent(dev, 4096, &b->dma, GFP_KERNEL);
	else
		b->virt = dma_alloc_coherent(dev, 4096, &b->dma, GFP_KERNEL);
	return b->virt ? 0 : -ENOMEM;
}

void either_free_good(struct device *dev, struct buf *b)
{
	if (!b->managed)
		dma_free_coherent(dev, 4096, b->virt, b->dma);
	b->virt = NULL;
}
