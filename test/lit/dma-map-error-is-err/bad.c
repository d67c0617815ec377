// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// NULL is no error pointer.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/err.h>
#include <linux/io.h>

struct ring {
	struct device *dev;
	void *desc;
	dma_addr_t dma;
	void __iomem *regs;
	struct dma_pool *pool;
};

int memory_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (IS_ERR(r->desc))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-is-err]
		return PTR_ERR(r->desc);
	writeq(r->dma, r->regs);
	return 0;
}

int pool_bad(struct ring *r)
{
	struct dma_pool *pool = dma_pool_create("desc", r->dev, 64, 64, 0);

	if (IS_ERR(pool))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-is-err]
		return PTR_ERR(pool);
	r->pool = pool;
	return 0;
}

int handle_bad(struct ring *r, void *buf)
{
	dma_addr_t dma = dma_map_single(r->dev, buf, 64, DMA_TO_DEVICE);

	if (IS_ERR((void *)(uintptr_t)dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-is-err]
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_unmap_single(r->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
