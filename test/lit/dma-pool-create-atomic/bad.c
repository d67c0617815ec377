// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pools come and go where sleeping is allowed.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/spinlock.h>

struct ring {
	struct device *dev;
	spinlock_t lock;
	struct dma_pool *pool;
};

int create_bad(struct ring *r)
{
	spin_lock(&r->lock);
	r->pool = dma_pool_create("ring", r->dev, 64, 64, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-create-atomic]
	spin_unlock(&r->lock);
	return r->pool ? 0 : -ENOMEM;
}

void destroy_bad(struct ring *r)
{
	unsigned long flags;

	spin_lock_irqsave(&r->lock, flags);
	dma_pool_destroy(r->pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-create-atomic]
	r->pool = NULL;
	spin_unlock_irqrestore(&r->lock, flags);
}
