// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Given back to the pool twice.

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

int straight_bad(struct chan *c)
{
	dma_addr_t dma;
	u32 *p = dma_pool_alloc(c->pool, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_pool_free(c->pool, p, dma);
	dma_pool_free(c->pool, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-double-free]
	return 0;
}

/* Freed on the error path, and again behind the label. */
int label_bad(struct chan *c)
{
	dma_addr_t dma;
	u32 *p = dma_pool_alloc(c->pool, GFP_KERNEL, &dma);
	int ret = 0;

	if (!p)
		return -ENOMEM;
	writeq(dma, c->regs);
	if (readl(c->regs)) {
		dma_pool_free(c->pool, p, dma);
		ret = -EIO;
		goto out;
	}
	writel(1, c->regs);
out:
	dma_pool_free(c->pool, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-double-free]
	return ret;
}
