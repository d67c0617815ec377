// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Freed for the other direction.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void **shadow;
	void __iomem *regs;
};

int noncoherent_bad(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(r->dev, 4096, &dma, DMA_FROM_DEVICE, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_noncoherent(r->dev, 4096, p, dma, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-direction-mismatch]
	return 0;
}

int pages_bad(struct ring *r)
{
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(r->dev, 4096, &dma, DMA_BIDIRECTIONAL, GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_pages(r->dev, 4096, page, dma, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-direction-mismatch]
	return 0;
}

/* Allocated here, freed there. */
struct capture {
	struct device *dev;
	void *frame;
	dma_addr_t frame_dma;
};

int capture_start(struct capture *c)
{
	c->frame = dma_alloc_noncoherent(c->dev, 65536, &c->frame_dma, DMA_FROM_DEVICE,
					 GFP_KERNEL);
	return c->frame ? 0 : -ENOMEM;
}

void capture_stop_bad(struct capture *c)
{
	dma_free_noncoherent(c->dev, 65536, c->frame, c->frame_dma, DMA_BIDIRECTIONAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-direction-mismatch]
	c->frame = NULL;
}
