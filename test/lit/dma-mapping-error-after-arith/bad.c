// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// First the test, then the arithmetic.

#include <linux/dma-mapping.h>
#include <linux/io.h>

#define HEADROOM 64

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int offset_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, DMA_FROM_DEVICE) + HEADROOM;

	if (dma_mapping_error(c->dev, dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-after-arith]
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma - HEADROOM, 512, DMA_FROM_DEVICE);
	return 0;
}

int cut_off_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, DMA_TO_DEVICE);
	u32 low = dma;

	if (dma_mapping_error(c->dev, low))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-after-arith]
		return -ENOMEM;
	writel(low, c->regs);
	dma_unmap_single(c->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}
