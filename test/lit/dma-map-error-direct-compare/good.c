// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-map-error-direct-compare' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Other numbers are not compared with it, and what is not known may be anything.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t rx;
	u64 sequence;
};

int asked_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int number_good(struct chan *c)
{
	c->rx = DMA_MAPPING_ERROR;
	return c->sequence == ~0ULL;
}
