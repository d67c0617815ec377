// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pointer and handle of dma_pool_free() do not belong together.

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

int handle_of_the_other_bad(struct chan *c)
{
	dma_addr_t a, b;
	void *x = dma_pool_alloc(c->pool, GFP_KERNEL, &a), *y;

	if (!x)
		return -ENOMEM;
	y = dma_pool_alloc(c->pool, GFP_KERNEL, &b);
	if (!y) {
		dma_pool_free(c->pool, x, a);
		return -ENOMEM;
	}
	writeq(a, c->regs);
	writeq(b, c->regs);
	dma_pool_free(c->pool, x, b);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-free-args]
	dma_pool_free(c->pool, y, b);
	return 0;
}

struct hw_desc {
	u64 data, next;
};

/* Behind the header, where the hardware starts. */
int moved_on_bad(struct chan *c)
{
	dma_addr_t dma;
	struct hw_desc *d = dma_pool_zalloc(c->pool, GFP_KERNEL, &dma);

	if (!d)
		return -ENOMEM;
	d++;
	d->next = 0;
	writeq(dma + sizeof(*d), c->regs);
	dma_pool_free(c->pool, d, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-free-args]
	return 0;
}

void exchanged_bad(struct chan *c)
{
	dma_pool_free(c->pool, (void *)(uintptr_t)c->dma, (dma_addr_t)(uintptr_t)c->desc);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-free-args]
}
