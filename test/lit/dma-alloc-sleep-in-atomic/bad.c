// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nothing sleeps with a spinlock held.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/spinlock.h>

struct ring {
	struct device *dev;
	spinlock_t lock;
	void *desc;
	dma_addr_t dma;
	struct dma_pool *pool;
	void __iomem *regs;
};

int locked_bad(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-alloc-sleep-in-atomic]
	spin_unlock_irqrestore(&r->lock, flags);
	return r->desc ? 0 : -ENOMEM;
}

static void *get(struct ring *r)
{
	return dma_pool_zalloc(r->pool, GFP_KERNEL, &r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-alloc-sleep-in-atomic]
}

int in_helper_bad(struct ring *r)
{
	void *p;

	spin_lock_bh(&r->lock);
	p = get(r);
	spin_unlock_bh(&r->lock);
	if (!p)
		return -ENOMEM;
	dma_pool_free(r->pool, p, r->dma);
	return 0;
}

static irqreturn_t handler_bad(int irq, void *data)
{
	struct ring *r = data;

	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-alloc-sleep-in-atomic]
	if (!r->desc)
		return IRQ_NONE;
	return IRQ_HANDLED;
}

int start(struct ring *r, int irq)
{
	r->pool = dma_pool_create("ring", r->dev, 64, 64, 0);
	if (!r->pool)
		return -ENOMEM;
	return request_irq(irq, handler_bad, 0, "ring", r);
}
