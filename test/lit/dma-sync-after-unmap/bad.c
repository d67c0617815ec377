// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A sync of a mapping that is gone.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

int single_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(c->dev, dma, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-after-unmap]
	return 0;
}

int list_bad(struct chan *c, struct scatterlist *sg, int nents)
{
	if (!dma_map_sg(c->dev, sg, nents, DMA_FROM_DEVICE))
		return -ENOMEM;
	writel(1, c->regs);
	dma_unmap_sg(c->dev, sg, nents, DMA_FROM_DEVICE);
	dma_sync_sg_for_cpu(c->dev, sg, nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-after-unmap]
	return 0;
}

/* Mapped long ago, by another function. */
void kept_bad(struct chan *c)
{
	dma_unmap_single(c->dev, c->dma, 64, DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(c->dev, c->dma, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-after-unmap]
}
