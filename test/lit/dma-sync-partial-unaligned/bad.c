// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Part of a mapping synced, not in whole cache lines.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/kernel.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

int header_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, 14, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-partial-unaligned]
	dma_unmap_single(c->dev, dma, 2048, DMA_FROM_DEVICE);
	return 0;
}

int offset_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_range_for_cpu(c->dev, dma, 20, 128, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-partial-unaligned]
	dma_unmap_single(c->dev, dma, 2048, DMA_FROM_DEVICE);
	return 0;
}

int derived_handle_bad(struct chan *c)
{
	c->dma = dma_map_single(c->dev, c->buf, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	writeq(c->dma, c->regs);
	dma_sync_single_for_cpu(c->dev, c->dma + 34, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-partial-unaligned]
	return 0;
}

int slots_bad(struct chan *c, void *buf, unsigned int n)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 4096, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_range_for_cpu(c->dev, dma, n * 64, 24, DMA_BIDIRECTIONAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-partial-unaligned]
	dma_unmap_single(c->dev, dma, 4096, DMA_BIDIRECTIONAL);
	return 0;
}
