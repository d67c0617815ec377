// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Synced, only read, or not sent again.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	__le64 ring[16];
};

struct cmd {
	u32 op;
	u32 arg;
};

int synced_good(struct chan *c, struct cmd *cmd)
{
	dma_addr_t dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, sizeof(*cmd), DMA_BIDIRECTIONAL);
	if (cmd->arg) {
		cmd->arg = 0;
		dma_sync_single_for_device(c->dev, dma, sizeof(*cmd), DMA_BIDIRECTIONAL);
		writeq(dma, c->regs);
	}
	dma_unmap_single(c->dev, dma, sizeof(*cmd), DMA_BIDIRECTIONAL);
	return 0;
}

/* A buffer that is only received into can go back after it was read. */
int only_read_good(struct chan *c, struct cmd *cmd, int n)
{
	dma_addr_t dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_FROM_DEVICE);
	u32 op;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, sizeof(*cmd), DMA_FROM_DEVICE);
	op = cmd->op;
	c->ring[n] = cpu_to_le64(dma);
	return op;
}

/* Written after the last transfer. */
int last_good(struct chan *c, struct cmd *cmd)
{
	dma_addr_t dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, sizeof(*cmd), DMA_BIDIRECTIONAL);
	cmd->arg = 0;
	dma_unmap_single(c->dev, dma, sizeof(*cmd), DMA_BIDIRECTIONAL);
	return 0;
}
