// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unmapped in between, or another list.

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
};

int in_between_good(struct chan *c, struct scatterlist *sg, int nents)
{
	if (!dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE))
		return -ENOMEM;
	writeq(sg_dma_address(sg), c->regs);
	dma_unmap_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	if (!dma_map_sg(c->dev, sg, nents, DMA_FROM_DEVICE))
		return -ENOMEM;
	writeq(sg_dma_address(sg), c->regs);
	dma_unmap_sg(c->dev, sg, nents, DMA_FROM_DEVICE);
	return 0;
}

/* The first attempt failed. */
int again_good(struct chan *c, struct scatterlist *sg, int nents)
{
	if (!dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE) &&
	    !dma_map_sg(c->dev, sg, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	writeq(sg_dma_address(sg), c->regs);
	return 0;
}

int two_lists_good(struct chan *c, struct scatterlist *src, struct scatterlist *dst, int nents)
{
	int ret = -ENOMEM;

	if (!dma_map_sg(c->dev, src, nents, DMA_TO_DEVICE))
		return ret;
	if (dma_map_sg(c->dev, dst, nents, DMA_FROM_DEVICE)) {
		writeq(sg_dma_address(src), c->regs);
		writeq(sg_dma_address(dst), c->regs);
		dma_unmap_sg(c->dev, dst, nents, DMA_FROM_DEVICE);
		ret = 0;
	}
	dma_unmap_sg(c->dev, src, nents, DMA_TO_DEVICE);
	return ret;
}
