// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What comes out of a pool may be taken under a lock.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct ring {
	struct device *dev;
	spinlock_t lock;
	struct mutex mutex;
	struct dma_pool *pool;
};

int objects_good(struct ring *r)
{
	dma_addr_t dma;
	void *p;

	spin_lock(&r->lock);
	p = dma_pool_alloc(r->pool, GFP_ATOMIC, &dma);
	if (p)
		dma_pool_free(r->pool, p, dma);
	spin_unlock(&r->lock);
	return p ? 0 : -ENOMEM;
}

void mutex_good(struct ring *r)
{
	mutex_lock(&r->mutex);
	dma_pool_destroy(r->pool);
	r->pool = NULL;
	mutex_unlock(&r->mutex);
}
