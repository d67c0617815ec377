// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The start of the list, which may have been kept under another name.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	struct dma_chan *chan;
	int nents, count;
};

int start_good(struct job *j, int nents)
{
	struct scatterlist *sg;
	int i, n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	for_each_sg(j->sgl, sg, n, i)
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int kept_good(struct job *j, struct scatterlist *sg, int nents)
{
	struct scatterlist *first = sg;
	int i, n = dma_map_sg(j->dev, sg, nents, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	for (i = 0; i < n; i++, sg = sg_next(sg))
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	dma_unmap_sg(j->dev, first, nents, DMA_FROM_DEVICE);
	return 0;
}

/* Entry by entry: each is a list of one. */
int one_by_one_good(struct job *j, int nents)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(j->sgl, sg, nents, i) {
		if (!dma_map_sg(j->dev, sg, 1, DMA_TO_DEVICE))
			return -ENOMEM;
		writeq(sg_dma_address(sg), j->regs);
		dma_unmap_sg(j->dev, sg, 1, DMA_TO_DEVICE);
	}
	return 0;
}

/* The first entry is never mapped. */
struct request {
	struct device *dev;
	struct scatterlist *list;
	int nents;
};

int request_map_good(struct request *r)
{
	return dma_map_sg(r->dev, sg_next(r->list), r->nents, DMA_TO_DEVICE) ? 0 : -ENOMEM;
}

void request_done_good(struct request *r)
{
	dma_unmap_sg(r->dev, sg_next(r->list), r->nents, DMA_TO_DEVICE);
}
