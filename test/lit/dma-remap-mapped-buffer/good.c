// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One after the other, side by side, or for reading only.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

struct chan {
	struct device *dev, *other;
	void __iomem *regs;
};

struct block {
	u8 head[64];
	u8 body[64];
};

static int use(struct device *dev, void __iomem *regs, void *p, size_t len,
	       enum dma_data_direction dir)
{
	dma_addr_t dma = dma_map_single(dev, p, len, dir);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	writeq(dma, regs);
	dma_unmap_single(dev, dma, len, dir);
	return 0;
}

int one_after_the_other_good(struct chan *c, void *buf)
{
	int ret = use(c->dev, c->regs, buf, 64, DMA_TO_DEVICE);

	return ret ? ret : use(c->dev, c->regs, buf, 64, DMA_FROM_DEVICE);
}

int side_by_side_good(struct chan *c, struct block *b)
{
	dma_addr_t dma = dma_map_single(c->dev, b->head, sizeof(b->head), DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	use(c->dev, c->regs, b->body, sizeof(b->body), DMA_FROM_DEVICE);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(b->head), DMA_FROM_DEVICE);
	return 0;
}

int both_read_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	use(c->dev, c->regs, buf, 64, DMA_TO_DEVICE);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* From one device to another. */
int two_devices_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	use(c->other, c->regs, buf, 64, DMA_TO_DEVICE);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}
