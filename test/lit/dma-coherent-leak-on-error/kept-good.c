// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory that stays when the function fails: a member beside its pointer tells that it is there, and was asked first.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct monitor {
	u32 size;
	void *block;
	dma_addr_t block_dma;
};

struct card {
	struct device *dev;
	void __iomem *regs;
	struct monitor monitor;
	void *scratch, *info;
	dma_addr_t scratch_dma, info_dma;
};

static void alloc_monitor(struct card *c)
{
	struct monitor *m = &c->monitor;
	dma_addr_t dma;
	void *block;

	if (m->size)
		return;
	block = dma_alloc_coherent(c->dev, 4096, &dma, GFP_KERNEL);
	if (!block)
		return;
	m->block = block;
	m->block_dma = dma;
	m->size = 4096;
}

int init_good(struct card *c)
{
	alloc_monitor(c);
	c->scratch = dma_alloc_coherent(c->dev, 256, &c->scratch_dma, GFP_KERNEL);
	if (!c->scratch)
		return -ENOMEM;
	c->info = dma_alloc_coherent(c->dev, 512, &c->info_dma, GFP_KERNEL);
	if (!c->info)
		goto free_scratch;
	writeq(c->info_dma, c->regs);
	return 0;

free_scratch:
	dma_free_coherent(c->dev, 256, c->scratch, c->scratch_dma);
	c->scratch = NULL;
	return -ENOMEM;
}

void exit_good(struct card *c)
{
	dma_free_coherent(c->dev, 512, c->info, c->info_dma);
	dma_free_coherent(c->dev, 256, c->scratch, c->scratch_dma);
	if (c->monitor.size)
		dma_free_coherent(c->dev, c->monitor.size, c->monitor.block, c->monitor.block_dma);
}
