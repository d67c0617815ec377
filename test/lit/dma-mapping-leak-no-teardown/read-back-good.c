// RUN: %dma-lint --whole-modules %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An unmap of what a register says: it may be any of the mappings.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t dma;
};

int start_good(struct chan *c, void *buf)
{
	c->dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	writel(lower_32_bits(c->dma), c->regs);
	return 0;
}

void complete_good(struct chan *c)
{
	dma_unmap_single(c->dev, readl(c->regs), 64, DMA_TO_DEVICE);
}
