// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A second map into the variable, or the member, that holds the first.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *cmd, *rsp, *bounce;
	dma_addr_t cmd_dma, rsp_dma;
};

/* The line was copied, the member was not changed. */
int same_member_bad(struct chan *c)
{
	c->cmd_dma = dma_map_single(c->dev, c->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->cmd_dma))
		return -ENOMEM;
	writeq(c->cmd_dma, c->regs);
	c->cmd_dma = dma_map_single(c->dev, c->rsp, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-overwritten]
	if (dma_mapping_error(c->dev, c->cmd_dma))
		return -ENOMEM;
	writeq(c->cmd_dma, c->regs + 8);
	return 0;
}

/* Too high for the device: a bounce buffer instead, but the first stays mapped. */
int bounce_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	if (upper_32_bits(dma)) {
		dma = dma_map_single(c->dev, c->bounce, 64, DMA_TO_DEVICE);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-overwritten]
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
	}
	writel(lower_32_bits(dma), c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* Two lines for one: what the first returned is gone before anybody has looked at it. */
int untested_bad(struct chan *c)
{
	c->rsp_dma = dma_map_single(c->dev, c->rsp, 64, DMA_FROM_DEVICE);
	c->rsp_dma = dma_map_single(c->dev, c->rsp, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-overwritten]
	if (dma_mapping_error(c->dev, c->rsp_dma))
		return -ENOMEM;
	writeq(c->rsp_dma, c->regs);
	return 0;
}

void unmap_both(struct chan *c)
{
	dma_unmap_single(c->dev, c->cmd_dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, c->rsp_dma, 64, DMA_FROM_DEVICE);
}
