// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interrupts have to be on.

#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct ring {
	struct device *dev;
	spinlock_t lock;
	void *desc;
	dma_addr_t dma;
};

void locked_bad(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-coherent-atomic]
	r->desc = NULL;
	spin_unlock_irqrestore(&r->lock, flags);
}

static irqreturn_t handler_bad(int irq, void *data)
{
	struct ring *r = data;

	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-coherent-atomic]
	r->desc = NULL;
	return IRQ_HANDLED;
}

int start(struct ring *r, int irq)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	return request_irq(irq, handler_bad, 0, "ring", r);
}
