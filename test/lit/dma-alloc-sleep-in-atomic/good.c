// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Before the lock, after the lock, or without waiting.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/spinlock.h>

struct ring {
	struct device *dev;
	spinlock_t lock;
	void *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int before_good(struct ring *r)
{
	void *p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	unsigned long flags;

	if (!p)
		return -ENOMEM;
	spin_lock_irqsave(&r->lock, flags);
	r->desc = p;
	spin_unlock_irqrestore(&r->lock, flags);
	return 0;
}

int atomic_good(struct ring *r)
{
	spin_lock(&r->lock);
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_ATOMIC);
	spin_unlock(&r->lock);
	return r->desc ? 0 : -ENOMEM;
}

int dropped_good(struct ring *r)
{
	spin_lock(&r->lock);
	if (!r->desc) {
		spin_unlock(&r->lock);
		r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
		if (!r->desc)
			return -ENOMEM;
		spin_lock(&r->lock);
	}
	writel(1, r->regs);
	spin_unlock(&r->lock);
	return 0;
}

static void drop(struct ring *r)
{
	spin_unlock(&r->lock);
}

static void ring_unlock(struct ring *r)
{
	drop(r);
}

int helper_good(struct ring *r)
{
	spin_lock(&r->lock);
	writel(1, r->regs);
	ring_unlock(r);
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	return r->desc ? 0 : -ENOMEM;
}

int either_good(struct ring *r, int locked, gfp_t gfp)
{
	if (locked)
		spin_lock(&r->lock);
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, gfp);
	if (locked)
		spin_unlock(&r->lock);
	return r->desc ? 0 : -ENOMEM;
}
