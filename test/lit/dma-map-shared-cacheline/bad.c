// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-map-shared-cacheline' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A line belongs to the device or to the CPU.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	int users;
	u8 status[16];
	int errors;
};

int member_bad(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, c->status, sizeof(c->status), DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-shared-cacheline]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(c->status), DMA_FROM_DEVICE);
	return 0;
}

int both_ways_bad(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, &c->errors, 4, DMA_BIDIRECTIONAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-shared-cacheline]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 4, DMA_BIDIRECTIONAL);
	return 0;
}
