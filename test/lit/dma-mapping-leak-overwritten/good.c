// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A variable that is used for one mapping after the other, and none is lost.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct desc {
	__le64 addr;
	__le32 len;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *cmd, *rsp;
	dma_addr_t dma, old_dma;
	struct desc desc[2];
};

/* The old one is unmapped first, and so is the new one that can't be used. */
int unmaps_first_good(struct chan *c, void *bounce)
{
	c->dma = dma_map_single(c->dev, c->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	if (upper_32_bits(c->dma)) {
		dma_unmap_single(c->dev, c->dma, 64, DMA_TO_DEVICE);
		c->dma = dma_map_single(c->dev, bounce, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, c->dma))
			return -ENOMEM;
	}
	writel(lower_32_bits(c->dma), c->regs);
	return 0;
}

/* The descriptors keep both, and complete() takes them from there. */
int descriptors_good(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, c->cmd, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	c->desc[0].addr = cpu_to_le64(dma);
	dma = dma_map_single(c->dev, c->rsp, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		dma_unmap_single(c->dev, le64_to_cpu(c->desc[0].addr), 64, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	c->desc[1].addr = cpu_to_le64(dma);
	return 0;
}

/* Swapped: the old one is known under another name. */
int swap_good(struct chan *c)
{
	dma_addr_t old;

	c->dma = dma_map_single(c->dev, c->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	writeq(c->dma, c->regs);
	old = c->dma;
	c->dma = dma_map_single(c->dev, c->rsp, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma)) {
		dma_unmap_single(c->dev, old, 64, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	writeq(c->dma, c->regs);
	dma_unmap_single(c->dev, old, 64, DMA_TO_DEVICE);
	return 0;
}

/* Tried again when it has failed: there is nothing to lose. */
int retry_good(struct chan *c)
{
	c->dma = dma_map_single(c->dev, c->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		c->dma = dma_map_single(c->dev, c->rsp, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	writeq(c->dma, c->regs);
	return 0;
}

/* A pointer runs along the array: no place is written to twice. */
struct packet {
	int n;
	void *bufs[16];
	struct {
		u64 addr;
		u32 len;
	} part[17];
};

int pointer_along_good(struct chan *c, struct packet *p)
{
	p->part[0].addr = dma_map_single(c->dev, c->cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, p->part[0].addr))
		return -ENOMEM;
	typeof(&p->part[0]) part = &p->part[1];
	int i;

	for (i = 0; i < p->n; i++, part++) {
		part->addr = dma_map_single(c->dev, p->bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, part->addr))
			goto unwind;
		part->len = 64;
	}
	return 0;

unwind:
	while (i-- > 0) {
		part--;
		dma_unmap_single(c->dev, part->addr, 64, DMA_TO_DEVICE);
	}
	dma_unmap_single(c->dev, p->part[0].addr, 64, DMA_TO_DEVICE);
	return -ENOMEM;
}

void complete(struct chan *c)
{
	dma_unmap_single(c->dev, c->dma, 64, DMA_TO_DEVICE);
	for (int i = 0; i < 2; i++)
		dma_unmap_single(c->dev, le64_to_cpu(c->desc[i].addr), 64, DMA_TO_DEVICE);
}

void complete_packet(struct chan *c, struct packet *p)
{
	for (int i = 0; i <= p->n; i++)
		dma_unmap_single(c->dev, p->part[i].addr, 64, DMA_TO_DEVICE);
}
