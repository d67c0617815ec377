// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each where it belongs, or converted by words.

#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	struct dma_chan *dma;
	void __iomem *regs;
};

int each_its_own_good(struct chan *c, struct scatterlist *sg, int nents, bool write)
{
	int n = dma_map_sg(c->dev, sg, nents, write ? DMA_TO_DEVICE : DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	return dmaengine_prep_slave_sg(c->dma, sg, n, write ? DMA_MEM_TO_DEV : DMA_DEV_TO_MEM, 0)
		       ? 0 : -EIO;
}

static enum dma_data_direction map_direction(enum dma_transfer_direction direction)
{
	switch (direction) {
	case DMA_MEM_TO_DEV:
		return DMA_TO_DEVICE;
	case DMA_DEV_TO_MEM:
		return DMA_FROM_DEVICE;
	default:
		return DMA_BIDIRECTIONAL;
	}
}

int converted_good(struct chan *c, void *buf, enum dma_transfer_direction direction)
{
	enum dma_data_direction dir = map_direction(direction);
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, dir);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, dir);
	return 0;
}

/* An int that was given one of the right names. */
int integer_good(struct chan *c, void *buf, int rw)
{
	int dir = rw ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, dir);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, dir);
	return 0;
}
