// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A later turn fails, and what earlier turns have mapped stays so.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int no_unwind_bad(struct chan *c, void **bufs)
{
	dma_addr_t dma[4];
	int i;

	for (i = 0; i < 4; i++) {
		dma[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i]))
			return -ENOMEM;
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
	}
	for (i = 0; i < 4; i++)
		writeq(dma[i], c->regs + 8 * i);
	for (i = 0; i < 4; i++)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return 0;
}

/* The first one is forgotten. */
int stops_early_bad(struct chan *c, void **bufs)
{
	dma_addr_t dma[4];
	int i;

	for (i = 0; i < 4; i++) {
		dma[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i]))
			goto unwind;
	}
	for (i = 0; i < 4; i++)
		writeq(dma[i], c->regs + 8 * i);
	for (i = 0; i < 4; i++)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return 0;
unwind:
	while (--i > 0)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
}
