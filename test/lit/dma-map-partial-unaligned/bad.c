// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-map-partial-unaligned' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mapping begins on a line.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int page_bad(struct chan *c, struct page *page)
{
	dma_addr_t dma = dma_map_page(c->dev, page, 20, 512, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-partial-unaligned]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, 512, DMA_FROM_DEVICE);
	return 0;
}

int behind_header_bad(struct chan *c)
{
	u8 *p = kmalloc(1024, GFP_KERNEL);
	dma_addr_t dma;

	if (!p)
		return -ENOMEM;
	dma = dma_map_single(c->dev, p + 12, 512, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-partial-unaligned]
	if (dma_mapping_error(c->dev, dma)) {
		kfree(p);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 512, DMA_FROM_DEVICE);
	kfree(p);
	return 0;
}

/* Whatever the caller passes starts on a line: what follows two bytes of it does not. */
int behind_padding_bad(struct chan *c, u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf + 2, 1534, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-partial-unaligned]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 1534, DMA_FROM_DEVICE);
	return 0;
}
