// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device does not manage what is freed.

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

int plain_memory_bad(struct chan *c)
{
	c->desc = dma_alloc_coherent(c->dev, 4096, &c->dma, GFP_KERNEL);
	if (!c->desc)
		return -ENOMEM;
	writeq(c->dma, c->regs);
	if (readl(c->regs)) {
		dmam_free_coherent(c->dev, 4096, c->desc, c->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-managed-free-unmanaged]
		return -EIO;
	}
	return 0;
}

int plain_pool_bad(struct chan *c)
{
	struct dma_pool *pool = dma_pool_create("desc", c->dev, 64, 16, 0);

	if (!pool)
		return -ENOMEM;
	if (readl(c->regs)) {
		dmam_pool_destroy(pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-managed-free-unmanaged]
		return -EIO;
	}
	c->pool = pool;
	return 0;
}
