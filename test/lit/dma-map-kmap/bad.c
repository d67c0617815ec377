// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The page, not the window to it.

#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int window_bad(struct chan *c, struct page *page)
{
	void *p = kmap(page);
	dma_addr_t dma = dma_map_single(c->dev, p, PAGE_SIZE, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-kmap]

	if (dma_mapping_error(c->dev, dma)) {
		kunmap(page);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	kunmap(page);
	return 0;
}

int inside_bad(struct chan *c, struct page *page, unsigned int offset)
{
	u8 *p = kmap_local_page(page);
	dma_addr_t dma;

	dma = dma_map_single(c->dev, p + offset, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-kmap]
	kunmap_local(p);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}
