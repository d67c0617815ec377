// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The allocator has to be asked, not the mapping.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int untested_bad(struct chan *c)
{
	void *buf = kmalloc(512, GFP_KERNEL);
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-null]

	if (dma_mapping_error(c->dev, dma)) {
		kfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 512, DMA_FROM_DEVICE);
	kfree(buf);
	return 0;
}

int page_bad(struct chan *c)
{
	struct page *page = alloc_page(GFP_ATOMIC);
	dma_addr_t dma = dma_map_page(c->dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-null]

	if (dma_mapping_error(c->dev, dma)) {
		__free_page(page);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	__free_page(page);
	return 0;
}

int nothing_bad(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, NULL, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-null]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
