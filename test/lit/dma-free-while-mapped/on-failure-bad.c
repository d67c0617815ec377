// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A path frees what it has mapped and kept; others of the function do unmap things.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct command {
	struct device *dev;
	void __iomem *regs;
	void *head, *data;
	dma_addr_t head_dma;
};

void prepare_bad(struct command *c)
{
	dma_addr_t data_dma;

	c->head = kmalloc(64, GFP_KERNEL);
	if (!c->head)
		return;
	c->head_dma = dma_map_single(c->dev, c->head, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->head_dma) || !readl(c->regs)) {
		kfree(c->head);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: kfree() frees a buffer that is still mapped {{.*}}[dma-free-while-mapped]
		c->head = NULL;
		return;
	}
	data_dma = dma_map_single(c->dev, c->data, 64, DMA_FROM_DEVICE);
	if (!dma_mapping_error(c->dev, data_dma)) {
		writeq(data_dma, c->regs);
		dma_unmap_single(c->dev, data_dma, 64, DMA_FROM_DEVICE);
	}
}

void finish(struct command *c)
{
	if (!c->head)
		return;
	dma_unmap_single(c->dev, c->head_dma, 64, DMA_TO_DEVICE);
	kfree(c->head);
}
