// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A helper frees what keeps the memory, and fails: not before it has freed the memory.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct host {
	struct device *dev;
	void __iomem *regs;
};

struct cmd {
	void *frame;
	dma_addr_t frame_dma;
};

static struct cmd *create(struct host *h)
{
	struct cmd *cmd = kzalloc(sizeof(*cmd), GFP_KERNEL);

	if (!cmd)
		return NULL;
	cmd->frame = dma_alloc_coherent(h->dev, 64, &cmd->frame_dma, GFP_KERNEL);
	if (!cmd->frame) {
		kfree(cmd);
		return NULL;
	}
	if (!readl(h->regs)) {
		dma_free_coherent(h->dev, 64, cmd->frame, cmd->frame_dma);
		kfree(cmd);
		return NULL;
	}
	return cmd;
}

static void destroy(struct host *h, struct cmd *cmd)
{
	dma_free_coherent(h->dev, 64, cmd->frame, cmd->frame_dma);
	kfree(cmd);
}

int flush_good(struct host *h)
{
	struct cmd *cmd = create(h);

	if (!cmd)
		return -ENOMEM;
	writeq(cmd->frame_dma, h->regs);
	destroy(h, cmd);
	return 0;
}
