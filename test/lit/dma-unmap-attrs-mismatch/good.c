// RUN: %dma-lint --min-confidence=low %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same, or synced before.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct xfer {
	struct device *dev;
	void *buf, *cmd;
	dma_addr_t dma;
	void __iomem *regs;
};

int synced_first_good(struct xfer *x)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma, x->regs);
	dma_sync_single_for_cpu(x->dev, dma, 128, DMA_FROM_DEVICE);
	dma_unmap_single_attrs(x->dev, dma, 2048, DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

/* Nothing came in: nobody reads. */
int to_device_good(struct xfer *x)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, 2048, DMA_TO_DEVICE);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma, x->regs);
	dma_unmap_single_attrs(x->dev, dma, 2048, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

/* The map left it out, the unmap does it: the usual way of receive rings. */
int skipped_at_the_map_good(struct xfer *x, struct page *page)
{
	dma_addr_t dma = dma_map_page_attrs(x->dev, page, 0, 4096, DMA_FROM_DEVICE,
					    DMA_ATTR_SKIP_CPU_SYNC);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_device(x->dev, dma, 2048, DMA_FROM_DEVICE);
	writeq(dma, x->regs);
	dma_unmap_page(x->dev, dma, 4096, DMA_FROM_DEVICE);
	return 0;
}

int weak_ordering_good(struct xfer *x)
{
	dma_addr_t dma = dma_map_single_attrs(x->dev, x->buf, 2048, DMA_FROM_DEVICE,
					      DMA_ATTR_WEAK_ORDERING);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma, x->regs);
	dma_unmap_single(x->dev, dma, 2048, DMA_FROM_DEVICE);
	return 0;
}
