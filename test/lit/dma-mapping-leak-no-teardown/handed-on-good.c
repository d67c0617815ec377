// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the address has gone by way of others, or is given to those who undo.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct work {
	u32 lo, hi;
};

struct queue {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t dma, reply_dma, data_dma, key_dma;
	struct work *work;
	int err;
};

void core_release_buffer(struct device *dev, u64 address);
u64 core_take(u64 cookie);

/* The core takes it back by its number. */
int lent_good(struct queue *q, void *p)
{
	q->dma = dma_map_single(q->dev, p, 64, DMA_TO_DEVICE);
	return dma_mapping_error(q->dev, q->dma);
}

void lent_done_good(struct queue *q)
{
	core_release_buffer(q->dev, q->dma);
}

/* Told to somebody, who gives it back for the unmap. */
int posted_good(struct queue *q, void *p)
{
	q->reply_dma = dma_map_single(q->dev, p, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(q->dev, q->reply_dma))
		return -ENOMEM;
	q->data_dma = core_take(q->reply_dma);
	return 0;
}

void posted_done_good(struct queue *q)
{
	dma_unmap_single(q->dev, q->data_dma, 64, DMA_FROM_DEVICE);
}

/* For as long as the function runs: unmapped on all ways, of which some fail. */
int transient_good(struct queue *q, void *key)
{
	q->key_dma = dma_map_single(q->dev, key, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(q->dev, q->key_dma))
		return -ENOMEM;
	writeq(q->key_dma, q->regs);
	if (readl(q->regs + 8))
		q->err = -EIO;
	dma_unmap_single(q->dev, q->key_dma, 64, DMA_TO_DEVICE);
	return q->err;
}
