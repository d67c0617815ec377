// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device is given a handle that is gone.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct desc {
	__le64 addr;
	__le32 len;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct desc *desc;
	void *buf;
	dma_addr_t dma;
};

int register_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	writel(lower_32_bits(dma), c->regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-use-after-unmap]
	return 0;
}

int descriptor_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	c->desc->addr = cpu_to_le64(dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-use-after-unmap]
	c->desc->len = cpu_to_le32(64);
	return 0;
}

int in_branch_bad(struct chan *c, bool again)
{
	c->dma = dma_map_single(c->dev, c->buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	writeq(c->dma, c->regs);
	if (!readl(c->regs))
		return 0;
	dma_unmap_single(c->dev, c->dma, 64, DMA_FROM_DEVICE);
	if (again)
		writeq(c->dma, c->regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-use-after-unmap]
	return 0;
}
