// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-map-error-direct-compare' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// There is a function for it.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t rx;
};

int compared_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma == DMA_MAPPING_ERROR)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-direct-compare]
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int member_bad(struct chan *c)
{
	if (c->rx != ~(dma_addr_t)0)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-direct-compare]
		writeq(c->rx, c->regs);
	return 0;
}
