// RUN: %dma-lint --whole-modules %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The sync that moves nothing, beside the one that does.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/string.h>

struct slot {
	dma_addr_t dma;
	u32 offset;
	u8 *data;
};

struct ring {
	struct device *dev;
	void __iomem *regs;
	struct slot rx[16];
	dma_addr_t table_dma;
	u32 *table;
	dma_addr_t current_dma;
	struct scatterlist *list;
	enum dma_data_direction dir;
};

int ring_fill(struct ring *r, int i)
{
	r->rx[i].dma = dma_map_single(r->dev, r->rx[i].data, 2048, DMA_FROM_DEVICE);
	if (dma_mapping_error(r->dev, r->rx[i].dma))
		return -ENOMEM;
	return 0;
}

int ring_table(struct ring *r)
{
	r->table_dma = dma_map_single(r->dev, r->table, 4096, DMA_TO_DEVICE);
	return dma_mapping_error(r->dev, r->table_dma) ? -ENOMEM : 0;
}

void ring_empty(struct ring *r, int i)
{
	dma_unmap_single(r->dev, r->rx[i].dma, 2048, DMA_FROM_DEVICE);
	dma_unmap_single(r->dev, r->table_dma, 4096, DMA_TO_DEVICE);
}

/* Looked at by one function, handed back by another. */
void peek_good(struct ring *r, int i, u8 *to)
{
	dma_sync_single_for_cpu(r->dev, r->rx[i].dma, 64, DMA_FROM_DEVICE);
	memcpy(to, r->rx[i].data, 64);
}

void hand_back_good(struct ring *r, int i)
{
	dma_sync_single_for_device(r->dev, r->rx[i].dma, 64, DMA_FROM_DEVICE);
	writel(i, r->regs);
}

/* The CPU says that it is going to write, and then that it has. */
void update_good(struct ring *r, int n, u32 value)
{
	dma_sync_single_for_cpu(r->dev, r->table_dma, 4096, DMA_TO_DEVICE);
	r->table[n] = value;
	dma_sync_single_for_device(r->dev, r->table_dma, 4096, DMA_TO_DEVICE);
}

/* A handle that is kept twice: what is synced here under one name has another one there. */
void current_good(struct ring *r, int i)
{
	r->current_dma = r->rx[i].dma + r->rx[i].offset;
	dma_sync_single_for_device(r->dev, r->current_dma, 64, DMA_FROM_DEVICE);
}

/* Entries of a list are mapped by somebody else, who also looks at them. */
void prologue_good(struct ring *r, int len)
{
	dma_sync_single_for_device(r->dev, sg_dma_address(r->list), len, DMA_FROM_DEVICE);
}
