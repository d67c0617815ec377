// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Flags about waiting and failing are the caller's; a zone is for the page allocator.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct ring {
	struct device *dev;
	void *desc;
	dma_addr_t dma;
	void __iomem *regs;
	gfp_t gfp;
};

int flags_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma,
				     GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN);
	if (!r->desc)
		return -ENOMEM;
	return 0;
}

int kmalloc_good(struct ring *r)
{
	void *buf = kmalloc(64, GFP_KERNEL | GFP_DMA);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(r->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, dma)) {
		kfree(buf);
		return -ENOMEM;
	}
	writeq(dma, r->regs);
	dma_unmap_single(r->dev, dma, 64, DMA_TO_DEVICE);
	kfree(buf);
	return 0;
}

int unknown_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, r->gfp);
	return r->desc ? 0 : -ENOMEM;
}
