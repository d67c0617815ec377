// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-map-shared-cacheline' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lines of its own, and a device that only reads.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	u8 command[16];
	u8 status[128] __attribute__((aligned(128)));
	int errors __attribute__((aligned(128)));
	u8 *buf;
};

int alone_good(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, c->status, sizeof(c->status), DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(c->status), DMA_FROM_DEVICE);
	return 0;
}

int read_only_good(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, c->command, sizeof(c->command), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(c->command), DMA_TO_DEVICE);
	return 0;
}

int elsewhere_good(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, c->buf, 16, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 16, DMA_FROM_DEVICE);
	return 0;
}
