// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each map has its test, though not right behind it.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev, *parent;
	void __iomem *regs;
	dma_addr_t tx, rx;
	u64 *ring;
};

int one_each_good(struct chan *c, void *out, void *in, size_t len)
{
	dma_addr_t src, dst;

	src = dma_map_single(c->dev, out, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, src))
		return -ENOMEM;
	dst = dma_map_single(c->dev, in, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dst)) {
		dma_unmap_single(c->dev, src, len, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	writeq(src, c->regs);
	writeq(dst, c->regs + 8);
	dma_unmap_single(c->dev, dst, len, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, src, len, DMA_TO_DEVICE);
	return 0;
}

/* Both are mapped, then both are tested, and the first once more on the way out. */
int both_then_both_good(struct chan *c, void *out, void *in, size_t len)
{
	c->tx = dma_map_single(c->dev, out, len, DMA_TO_DEVICE);
	c->rx = dma_map_single(c->dev, in, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->tx) || dma_mapping_error(c->dev, c->rx))
		goto undo;
	writeq(c->tx, c->regs);
	writeq(c->rx, c->regs + 8);
	return 0;
undo:
	if (!dma_mapping_error(c->dev, c->tx))
		dma_unmap_single(c->dev, c->tx, len, DMA_TO_DEVICE);
	if (!dma_mapping_error(c->dev, c->rx))
		dma_unmap_single(c->dev, c->rx, len, DMA_FROM_DEVICE);
	return -ENOMEM;
}

/* The copy is tested: the value counts. */
int copy_good(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);

	c->tx = dma;
	if (dma_mapping_error(c->dev, c->tx))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

/* An entry of the ring stands for what was stored there. */
int ring_good(struct chan *c, void **bufs, size_t len, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		c->ring[i] = dma_map_single(c->dev, bufs[i], len, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, c->ring[i]))
			break;
	}
	while (i < n && --i >= 0)
		dma_unmap_single(c->dev, c->ring[i], len, DMA_FROM_DEVICE);
	return 0;
}
