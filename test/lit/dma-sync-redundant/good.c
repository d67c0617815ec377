// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-sync-redundant' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// There and back, parts, and a loop that waits.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int back_good(struct chan *c, u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_BIDIRECTIONAL);
	int v;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(c->dev, dma, 64, DMA_BIDIRECTIONAL);
	v = buf[0];
	dma_sync_single_for_device(c->dev, dma, 64, DMA_BIDIRECTIONAL);
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, 64, DMA_BIDIRECTIONAL);
	v += buf[0];
	dma_unmap_single(c->dev, dma, 64, DMA_BIDIRECTIONAL);
	return v;
}

int waiting_good(struct chan *c, volatile u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, (void *)buf, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	do {
		dma_sync_single_for_cpu(c->dev, dma, 64, DMA_FROM_DEVICE);
	} while (!buf[0]);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}
