// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-sync-on-coherent' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No syncs for coherent memory.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	struct dma_pool *pool;
	void __iomem *regs;
};

int coherent_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->desc[0] = 1;
	dma_sync_single_for_device(r->dev, r->dma, 4096, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-on-coherent]
	writel(1, r->regs);
	return 0;
}

u32 pool_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_pool_zalloc(r->pool, GFP_KERNEL, &dma);
	u32 v;

	if (!p)
		return 0;
	writeq(dma, r->regs);
	dma_sync_single_for_cpu(r->dev, dma, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-on-coherent]
	v = p[0];
	dma_pool_free(r->pool, p, dma);
	return v;
}
