// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pointers and lists on the stack, the memory elsewhere.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct cmd {
	u32 op;
	u8 payload[60];
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct cmd cmd;
	u8 *bounce;
};

int heap_good(struct chan *c)
{
	u8 *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	kfree(buf);
	return 0;
}

int member_of_heap_good(struct chan *c)
{
	struct cmd *cmd = &c->cmd;
	dma_addr_t dma = dma_map_single(c->dev, &cmd->payload, sizeof(cmd->payload), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(cmd->payload), DMA_TO_DEVICE);
	return 0;
}

int pointer_in_local_struct_good(struct chan *c, void *data)
{
	struct {
		void *data;
		size_t len;
	} req = { .data = data, .len = 64 };
	dma_addr_t dma = dma_map_single(c->dev, req.data, req.len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, req.len, DMA_TO_DEVICE);
	return 0;
}

int array_of_pointers_good(struct chan *c, void *a, void *b)
{
	void *list[2] = { a, b };
	int i;

	for (i = 0; i < 2; i++) {
		dma_addr_t dma = dma_map_single(c->dev, list[i], 64, DMA_TO_DEVICE);

		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		writeq(dma, c->regs);
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	}
	return 0;
}

int list_on_stack_good(struct chan *c, void *buf)
{
	struct scatterlist sg;

	sg_init_one(&sg, buf, 64);
	if (!dma_map_sg(c->dev, &sg, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	writeq(sg_dma_address(&sg), c->regs);
	dma_unmap_sg(c->dev, &sg, 1, DMA_TO_DEVICE);
	return 0;
}

/* What does not fit is replaced before it is mapped. */
int replaced_good(struct chan *c, void *given)
{
	u8 local[8];
	void *p = local;
	dma_addr_t dma;

	local[0] = 0;
	if (given)
		p = given;
	if (p == (void *)local)
		p = c->bounce;
	dma = dma_map_single(c->dev, p, 8, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 8, DMA_FROM_DEVICE);
	return 0;
}
