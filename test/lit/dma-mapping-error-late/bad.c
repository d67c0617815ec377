// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-mapping-error-late' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device does not wait for the test.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct desc {
	__le64 addr;
	__le32 flags;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct desc *ring;
};

int register_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	writeq(dma, c->regs);
	if (dma_mapping_error(c->dev, dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-late]
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int descriptor_bad(struct chan *c, unsigned int i, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);

	c->ring[i].addr = (u64)dma;
	c->ring[i].flags = 1;
	if (dma_mapping_error(c->dev, dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-late]
		return -ENOMEM;
	return 0;
}
