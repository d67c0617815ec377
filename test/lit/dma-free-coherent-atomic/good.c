// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Taken out under the lock, freed without.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/spinlock.h>

struct ring {
	struct device *dev;
	spinlock_t lock;
	void *desc;
	dma_addr_t dma;
};

void taken_out_good(struct ring *r)
{
	unsigned long flags;
	void *p;

	spin_lock_irqsave(&r->lock, flags);
	p = r->desc;
	r->desc = NULL;
	spin_unlock_irqrestore(&r->lock, flags);
	if (p)
		dma_free_coherent(r->dev, 4096, p, r->dma);
}

void plain_lock_good(struct ring *r)
{
	spin_lock(&r->lock);
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	r->desc = NULL;
	spin_unlock(&r->lock);
}
