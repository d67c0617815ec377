// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-map-static' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Neither the image nor a module is memory for devices.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

static u8 scratch[256];

int variable_bad(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, scratch, sizeof(scratch), DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-static]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(scratch), DMA_FROM_DEVICE);
	return 0;
}

int string_bad(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, (void *)"reset", 5, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-static]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 5, DMA_TO_DEVICE);
	return 0;
}
