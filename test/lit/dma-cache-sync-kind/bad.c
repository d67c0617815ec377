// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A sync for one kind of memory.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/slab.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int coherent_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->desc[0] = 1;
	dma_cache_sync(r->dev, r->desc, 4096, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cache-sync-kind]
	return 0;
}

int mapped_bad(struct ring *r, u32 *buf)
{
	dma_addr_t dma = dma_map_single(r->dev, buf, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(r->dev, dma))
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_cache_sync(r->dev, buf, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cache-sync-kind]
	dma_unmap_single(r->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}

int kmalloc_bad(struct ring *r)
{
	u32 *buf = kzalloc(64, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	dma_cache_sync(r->dev, buf, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cache-sync-kind]
	kfree(buf);
	return 0;
}
