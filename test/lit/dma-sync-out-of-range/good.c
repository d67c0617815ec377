// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Syncs inside the mapping, to its very end, or of a length nobody knows.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/kernel.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
	size_t size;
};

int whole_good(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(c->dev, dma, len, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
	return 0;
}

int last_part_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_range_for_cpu(c->dev, dma, 1024, 1024, DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(c->dev, dma + 1536, 512, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 2048, DMA_FROM_DEVICE);
	return 0;
}

int piecewise_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 4096, DMA_TO_DEVICE);
	int i;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	for (i = 0; i < 4; i++) {
		dma_sync_single_range_for_device(c->dev, dma, i * 1024, 1024, DMA_TO_DEVICE);
		writel(i, c->regs);
	}
	dma_unmap_single(c->dev, dma, 4096, DMA_TO_DEVICE);
	return 0;
}

int received_length_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 2048, DMA_FROM_DEVICE);
	u32 len;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	len = readl(c->regs);
	if (len > 2048)
		len = 2048;
	dma_sync_single_for_cpu(c->dev, dma, len, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 2048, DMA_FROM_DEVICE);
	return 0;
}

/* dma points into the middle: the start of the mapping is 64 bytes before it. */
int moved_handle_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 2048 + 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma += 64;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, 2048, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma - 64, 2048 + 64, DMA_FROM_DEVICE);
	return 0;
}

int two_sizes_good(struct chan *c, void *buf, bool big)
{
	size_t size = big ? 4096 : 1024;
	dma_addr_t dma = dma_map_single(c->dev, buf, size, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	if (big)
		dma_sync_single_for_cpu(c->dev, dma, 4096, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, size, DMA_FROM_DEVICE);
	return 0;
}
