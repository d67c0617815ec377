// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Given back to another pool.

#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/slab.h>

struct engine {
	struct device *dev;
	struct dma_pool *small, *big, *pool;
	void __iomem *regs;
};

int two_pools_bad(struct device *dev, void __iomem *regs)
{
	struct dma_pool *small = dma_pool_create("small", dev, 64, 16, 0), *big;
	dma_addr_t dma;
	void *p;
	int ret = -ENOMEM;

	if (!small)
		return -ENOMEM;
	big = dma_pool_create("big", dev, 4096, 64, 0);
	if (!big)
		goto destroy_small;
	p = dma_pool_alloc(small, GFP_KERNEL, &dma);
	if (!p)
		goto destroy_big;
	writeq(dma, regs);
	dma_pool_free(big, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-mismatch]
	ret = 0;
destroy_big:
	dma_pool_destroy(big);
destroy_small:
	dma_pool_destroy(small);
	return ret;
}

int members_bad(struct engine *e)
{
	dma_addr_t dma;
	void *p = dma_pool_zalloc(e->small, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	writeq(dma, e->regs);
	if (readl(e->regs)) {
		dma_pool_free(e->big, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-mismatch]
		return -EIO;
	}
	dma_pool_free(e->small, p, dma);
	return 0;
}
