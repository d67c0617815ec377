// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA_NONE as a mark for "no data" that never reaches a mapping.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	enum dma_data_direction dir;
};

int no_data_good(struct chan *c, struct scatterlist *sg, int nents, int op)
{
	enum dma_data_direction dir = DMA_NONE;

	if (op == 1)
		dir = DMA_TO_DEVICE;
	else if (op == 2)
		dir = DMA_FROM_DEVICE;

	if (dir != DMA_NONE && !dma_map_sg(c->dev, sg, nents, dir))
		return -ENOMEM;
	writel(op, c->regs);
	if (dir != DMA_NONE)
		dma_unmap_sg(c->dev, sg, nents, dir);
	return 0;
}

int refused_good(struct chan *c, void *buf, int op)
{
	enum dma_data_direction dir = DMA_NONE;
	dma_addr_t dma;

	switch (op) {
	case 0:
		dir = DMA_TO_DEVICE;
		break;
	case 1:
		dir = DMA_FROM_DEVICE;
		break;
	default:
		return -EINVAL;
	}
	dma = dma_map_single(c->dev, buf, 64, dir);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, dir);
	return 0;
}

int length_says_so_good(struct chan *c, void *buf, size_t len)
{
	enum dma_data_direction dir = len ? DMA_TO_DEVICE : DMA_NONE;
	dma_addr_t dma = 0;

	if (len) {
		dma = dma_map_single(c->dev, buf, len, dir);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
	}
	writeq(dma, c->regs);
	if (len)
		dma_unmap_single(c->dev, dma, len, dir);
	return 0;
}

int given_good(struct chan *c, void *buf, enum dma_data_direction dir)
{
	dma_addr_t dma;

	if (WARN_ON(dir == DMA_NONE))
		return -EINVAL;
	dma = dma_map_single(c->dev, buf, 64, dir);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, dir);
	return 0;
}

int field_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, c->dir);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, c->dir);
	c->dir = DMA_NONE;
	return 0;
}

struct command {
	int protocol, count;
	struct scatterlist *sg;
	enum dma_data_direction dir;
};

static int issue(struct chan *c, struct command *cmd)
{
	if (cmd->protocol == 4 && !dma_map_sg(c->dev, cmd->sg, cmd->count, cmd->dir))
		return -EIO;
	writel(cmd->protocol, c->regs);
	return 0;
}

static int execute(struct chan *c, struct command *cmd, enum dma_data_direction dir)
{
	cmd->dir = dir;
	return issue(c, cmd);
}

/* A command whose protocol has no data, which is known where it was built. */
int flush_good(struct chan *c, struct command *cmd)
{
	return execute(c, cmd, DMA_NONE);
}
