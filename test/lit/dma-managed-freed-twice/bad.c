// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The driver core will free it, too.

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

int on_error_bad(struct chan *c)
{
	c->desc = dmam_alloc_coherent(c->dev, 4096, &c->dma, GFP_KERNEL);
	if (!c->desc)
		return -ENOMEM;
	writeq(c->dma, c->regs);
	if (readl(c->regs)) {
		dma_free_coherent(c->dev, 4096, c->desc, c->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-managed-freed-twice]
		return -EIO;
	}
	return 0;
}

/* Managed in probe, freed by hand in remove. */
struct queue {
	struct device *dev;
	void *virt;
	dma_addr_t virt_dma;
	struct dma_pool *desc_pool;
};

int queue_init(struct queue *q)
{
	q->virt = dmam_alloc_coherent(q->dev, 4096, &q->virt_dma, GFP_KERNEL);
	if (!q->virt)
		return -ENOMEM;
	q->desc_pool = dmam_pool_create("desc", q->dev, 64, 16, 0);
	return q->desc_pool ? 0 : -ENOMEM;
}

void queue_exit_bad(struct queue *q)
{
	dma_pool_destroy(q->desc_pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-managed-freed-twice]
	dma_free_coherent(q->dev, 4096, q->virt, q->virt_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-managed-freed-twice]
}

int pool_bad(struct chan *c)
{
	struct dma_pool *pool = dmam_pool_create("desc", c->dev, 64, 16, 0);

	if (!pool)
		return -ENOMEM;
	if (readl(c->regs)) {
		dma_pool_destroy(pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-managed-freed-twice]
		return -EIO;
	}
	c->pool = pool;
	return 0;
}
