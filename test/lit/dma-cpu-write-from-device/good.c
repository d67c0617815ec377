// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-cpu-write-from-device' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Before the map, after the unmap, or elsewhere.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	u32 count;
};

int before_good(struct chan *c, u32 *buf)
{
	dma_addr_t dma;

	memset(buf, 0, 64);
	dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	buf[0] = 0;
	return 0;
}

int elsewhere_good(struct chan *c, u32 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	c->count = 0;
	buf[16] = 0;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}
