// RUN: not %dma-lint --min-confidence=low %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes that the two ends have to agree on.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct xfer {
	struct device *dev;
	void *buf, *cmd;
	dma_addr_t dma;
	void __iomem *regs;
};

int nothing_synced_bad(struct xfer *x)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma, x->regs);
	dma_unmap_single_attrs(x->dev, dma, 2048, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-attrs-mismatch]
	return 0;
}

#define ATTR_MMIO (1UL << 10)	/* DMA_ATTR_MMIO, since 6.18 */

int mmio_bad(struct xfer *x, struct page *page)
{
	dma_addr_t dma = dma_map_page_attrs(x->dev, page, 0, 4096, DMA_BIDIRECTIONAL, ATTR_MMIO);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma, x->regs);
	dma_unmap_page(x->dev, dma, 4096, DMA_BIDIRECTIONAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-attrs-mismatch]
	return 0;
}

int no_mapping_bad(struct xfer *x, struct page *page)
{
	dma_addr_t dma = dma_map_page_attrs(x->dev, page, 0, 4096, DMA_TO_DEVICE,
					    DMA_ATTR_NO_KERNEL_MAPPING);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma, x->regs);
	dma_unmap_page_attrs(x->dev, dma, 4096, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-attrs-mismatch]
	return 0;
}
