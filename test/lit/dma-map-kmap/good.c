// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The CPU fills the page through the window, the page is mapped.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int page_good(struct chan *c, struct page *page, const void *src)
{
	void *p = kmap_local_page(page);
	dma_addr_t dma;

	memcpy(p, src, 64);
	kunmap_local(p);
	dma = dma_map_page(c->dev, page, 0, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int low_memory_good(struct chan *c, struct page *page)
{
	dma_addr_t dma = dma_map_single(c->dev, page_address(page), 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
