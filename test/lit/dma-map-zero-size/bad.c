// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mapping covers something.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int no_bytes_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 0, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-zero-size]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 0, DMA_TO_DEVICE);
	return 0;
}

int no_entries_bad(struct chan *c, struct scatterlist *sg)
{
	if (!dma_map_sg(c->dev, sg, 0, DMA_TO_DEVICE))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-zero-size]
		return -ENOMEM;
	dma_unmap_sg(c->dev, sg, 0, DMA_TO_DEVICE);
	return 0;
}

int variable_bad(struct chan *c, void *buf)
{
	size_t len = 0;
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-zero-size]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

void *no_memory_bad(struct chan *c, dma_addr_t *dma)
{
	return dma_alloc_coherent(c->dev, 0, dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-zero-size]
}
