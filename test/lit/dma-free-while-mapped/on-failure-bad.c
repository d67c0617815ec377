// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A failing path frees what it has mapped and kept; other paths of the function do unmap things.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct command {
	struct device *dev;
	void __iomem *regs;
	void *head, *data;
	dma_addr_t head_dma;
};

int prepare_bad(struct command *c)
{
	dma_addr_t data_dma;

	c->head = kmalloc(64, GFP_KERNEL);
	if (!c->head)
		return -ENOMEM;
	c->head_dma = dma_map_single(c->dev, c->head, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->head_dma))
		goto free_head;
	if (!readl(c->regs))
		goto free_head;
	data_dma = dma_map_single(c->dev, c->data, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, data_dma))
		return -ENOMEM;
	writeq(data_dma, c->regs);
	dma_unmap_single(c->dev, data_dma, 64, DMA_FROM_DEVICE);
	return 0;

free_head:
	kfree(c->head);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: kfree() frees a buffer that is still mapped {{.*}}[dma-free-while-mapped]
	return -EIO;
}

void finish(struct command *c)
{
	dma_unmap_single(c->dev, c->head_dma, 64, DMA_TO_DEVICE);
	kfree(c->head);
}
