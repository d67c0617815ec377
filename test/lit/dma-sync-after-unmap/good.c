// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Syncs of what is mapped, if not by the same call as before.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

int sync_then_unmap_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, 64, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}

int mapped_anew_good(struct chan *c, void *next)
{
	dma_unmap_single(c->dev, c->dma, 64, DMA_FROM_DEVICE);
	c->dma = dma_map_single(c->dev, next, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(c->dev, c->dma, 64, DMA_FROM_DEVICE);
	return 0;
}

void one_of_two_good(struct chan *c, bool last)
{
	if (last)
		dma_unmap_single(c->dev, c->dma, 64, DMA_FROM_DEVICE);
	else
		dma_sync_single_for_cpu(c->dev, c->dma, 64, DMA_FROM_DEVICE);
}
