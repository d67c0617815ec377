// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Eight bytes that are meant.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct cmd {
	u32 op;
	u8 payload[124];
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	u64 counter;
	struct cmd *table[16];
	dma_addr_t table_dma;
};

static int send(struct chan *c, dma_addr_t dma, size_t len)
{
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

int object_good(struct chan *c, struct cmd *cmd)
{
	return send(c, dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_TO_DEVICE), sizeof(*cmd));
}

/* As large as a pointer, and none. */
int number_good(struct chan *c)
{
	return send(c, dma_map_single(c->dev, &c->counter, sizeof(c->counter), DMA_TO_DEVICE), 8);
}

/* The device reads the pointer itself, for a cookie. */
int pointer_good(struct chan *c)
{
	return send(c, dma_map_single(c->dev, &c->table[1], sizeof(c->table[1]), DMA_TO_DEVICE),
		    sizeof(c->table[1]));
}

/* Arrays of pointers. */
int array_good(struct chan *c, int n)
{
	void *p = dma_alloc_coherent(c->dev, n * sizeof(struct cmd *), &c->table_dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_free_coherent(c->dev, n * sizeof(struct cmd *), p, c->table_dma);
	return 0;
}
