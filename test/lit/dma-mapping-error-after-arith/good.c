// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same, the other way round.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

#define HEADROOM 64

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t list[8];
};

int then_offset_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma += HEADROOM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma - HEADROOM, 512, DMA_FROM_DEVICE);
	return 0;
}

int wider_good(struct chan *c, void *buf)
{
	u64 dma = dma_map_single(c->dev, buf, 512, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}
