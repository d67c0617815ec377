// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-map-partial-unaligned' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Multiples of a line, offsets that are not known, and a device that only reads.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	unsigned int offset;
};

int half_page_good(struct chan *c, struct page *page)
{
	dma_addr_t dma = dma_map_page(c->dev, page, 2048, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, 2048, DMA_FROM_DEVICE);
	return 0;
}

int unknown_good(struct chan *c, struct page *page)
{
	dma_addr_t dma = dma_map_page(c->dev, page, c->offset, 512, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, 512, DMA_FROM_DEVICE);
	return 0;
}

int reads_good(struct chan *c, struct page *page)
{
	dma_addr_t dma = dma_map_page(c->dev, page, 20, 512, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}
