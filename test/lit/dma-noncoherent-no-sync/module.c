// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No function of the module syncs what another one has allocated; if that is all of the module.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	u32 *table;
	dma_addr_t table_dma;
	u8 *in;
	dma_addr_t in_dma;
};

int table_open_bad(struct chan *c)
{
	c->table = dma_alloc_noncoherent(c->dev, 4096, &c->table_dma, DMA_TO_DEVICE, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: nothing in this module syncs{{.*}}[dma-noncoherent-no-sync]
	if (!c->table)
		return -ENOMEM;
	writeq(c->table_dma, c->regs);
	return 0;
}

void table_set(struct chan *c, unsigned int i, u32 value)
{
	c->table[i] = value;
	writel(i, c->regs + 8);
}

void table_close(struct chan *c)
{
	dma_free_noncoherent(c->dev, 4096, c->table, c->table_dma, DMA_TO_DEVICE);
}

/* What is mapped beside it, and synced, is something else. */
int in_open(struct chan *c)
{
	c->in_dma = dma_map_single(c->dev, c->in, 512, DMA_FROM_DEVICE);
	return dma_mapping_error(c->dev, c->in_dma) ? -ENOMEM : 0;
}

void in_received(struct chan *c)
{
	dma_sync_single_for_cpu(c->dev, c->in_dma, 512, DMA_FROM_DEVICE);
}

void in_close(struct chan *c)
{
	dma_unmap_single(c->dev, c->in_dma, 512, DMA_FROM_DEVICE);
}
