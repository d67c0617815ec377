// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-mapping-error-late' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The driver's own records may have it first.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t dma[16];
};

int records_good(struct chan *c, unsigned int i, void *buf)
{
	c->dma[i] = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma[i]))
		return -ENOMEM;
	writeq(c->dma[i], c->regs);
	dma_unmap_single(c->dev, c->dma[i], 64, DMA_TO_DEVICE);
	return 0;
}

struct sent {
	u64 where;
	u32 len;
};

int kept_wide_good(struct chan *c, struct sent *sent, void *buf)
{
	sent->len = 64;
	sent->where = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, sent->where))
		return -ENOMEM;
	return 0;
}

int tested_twice_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (!dma_mapping_error(c->dev, dma))
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
