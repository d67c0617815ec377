// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whole cache lines, a ragged end at the end of the mapping, or numbers nobody knows.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/kernel.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
	unsigned int offset, slot;
};

int slots_good(struct chan *c, void *buf, unsigned int i)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 4096, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_range_for_cpu(c->dev, dma, i * 256, 256, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 4096, DMA_FROM_DEVICE);
	return 0;
}

int whole_but_odd_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 1514, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(c->dev, dma, 1514, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 1514, DMA_FROM_DEVICE);
	return 0;
}

int to_the_end_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 1500, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_range_for_cpu(c->dev, dma, 1024, 476, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 1500, DMA_FROM_DEVICE);
	return 0;
}

int rounded_good(struct chan *c, void *buf, u32 len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(c->dev, dma, ALIGN(len, 64), DMA_FROM_DEVICE);
	dma_sync_single_range_for_cpu(c->dev, dma, len & ~63u, 64, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 2048, DMA_FROM_DEVICE);
	return 0;
}

int received_length_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, readl(c->regs), DMA_FROM_DEVICE);
	dma_sync_single_range_for_cpu(c->dev, dma, c->offset, c->slot, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 2048, DMA_FROM_DEVICE);
	return 0;
}

/* Mapped elsewhere: this may be the whole of it. */
void elsewhere_good(struct chan *c)
{
	dma_sync_single_for_cpu(c->dev, c->dma, 20, DMA_FROM_DEVICE);
	writel(1, c->regs);
}
