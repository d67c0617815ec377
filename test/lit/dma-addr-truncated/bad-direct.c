// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The whole address is never kept: that is the mistake, not the test of its half.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	u32 bus;
};

int half_bad(struct chan *c, void *buf)
{
	u32 dma = dma_map_single(c->dev, buf, 512, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writel(dma, c->regs);
	dma_unmap_single(c->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}

int half_kept_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	c->bus = dma;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
	return 0;
}

void half_unmapped(struct chan *c)
{
	dma_unmap_single(c->dev, c->bus, 512, DMA_TO_DEVICE);
}
