// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The test is there, and about something else.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev, *parent;
	void __iomem *regs;
	dma_addr_t tx, rx;
	u64 *ring;
};

int copied_bad(struct chan *c, void *out, void *in, size_t len)
{
	dma_addr_t src, dst;

	src = dma_map_single(c->dev, out, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, src))
		return -ENOMEM;
	dst = dma_map_single(c->dev, in, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, src)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-wrong-handle]
		dma_unmap_single(c->dev, src, len, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	writeq(src, c->regs);
	writeq(dst, c->regs + 8);
	dma_unmap_single(c->dev, dst, len, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, src, len, DMA_TO_DEVICE);
	return 0;
}

int cpu_address_bad(struct chan *c, void *buf, size_t len)
{
	c->tx = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, (dma_addr_t)buf))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-wrong-handle]
		return -ENOMEM;
	writeq(c->tx, c->regs);
	dma_unmap_single(c->dev, c->tx, len, DMA_TO_DEVICE);
	return 0;
}

/* The member of the other direction. */
int other_member_bad(struct chan *c, void *buf, size_t len)
{
	c->rx = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->tx))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-wrong-handle]
		return -ENOMEM;
	writeq(c->rx, c->regs);
	dma_unmap_single(c->dev, c->rx, len, DMA_FROM_DEVICE);
	return 0;
}

/* The fragment is mapped, the head is tested once more. */
int fragment_bad(struct chan *c, struct page **pages, void *head, size_t len, int n)
{
	dma_addr_t first = dma_map_single(c->dev, head, len, DMA_TO_DEVICE), dma;
	int i;

	if (dma_mapping_error(c->dev, first))
		return -ENOMEM;
	c->ring[0] = first;
	for (i = 0; i < n; i++) {
		dma = dma_map_page(c->dev, pages[i], 0, PAGE_SIZE, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, first))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-wrong-handle]
			return -ENOMEM;
		c->ring[i + 1] = dma;
	}
	return 0;
}
