// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Synced beyond the end of the mapping.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/kernel.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

int size_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 1024, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, 2048, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-out-of-range]
	dma_unmap_single(c->dev, dma, 1024, DMA_FROM_DEVICE);
	return 0;
}

int offset_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_range_for_cpu(c->dev, dma, 1024, 2048, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-out-of-range]
	dma_unmap_single(c->dev, dma, 2048, DMA_FROM_DEVICE);
	return 0;
}

int derived_handle_bad(struct chan *c)
{
	c->dma = dma_map_single(c->dev, c->buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	dma_sync_single_for_device(c->dev, c->dma + 256, 512, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-out-of-range]
	writeq(c->dma, c->regs);
	return 0;
}

int grown_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (readl(c->regs))
		dma_sync_single_for_cpu(c->dev, dma, len + 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-out-of-range]
	dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
	return 0;
}

int page_bad(struct chan *c, struct page *page)
{
	dma_addr_t dma = dma_map_page(c->dev, page, 0, PAGE_SIZE / 2, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-out-of-range]
	dma_unmap_page(c->dev, dma, PAGE_SIZE / 2, DMA_FROM_DEVICE);
	return 0;
}
