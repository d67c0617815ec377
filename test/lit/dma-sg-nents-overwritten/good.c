// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first count lives on.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	int nents, count;
};

int saved_good(struct job *j, int nents)
{
	int orig = nents;

	nents = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (!nents)
		return -ENOMEM;
	writel(nents, j->regs);
	dma_unmap_sg(j->dev, j->sgl, orig, DMA_TO_DEVICE);
	return 0;
}

/* Overwritten, and never needed again: the list is counted anew. */
int counted_again_good(struct job *j, int nents)
{
	nents = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (!nents)
		return -ENOMEM;
	writel(nents, j->regs);
	dma_unmap_sg(j->dev, j->sgl, sg_nents(j->sgl), DMA_TO_DEVICE);
	return 0;
}

/* Written back before the unmap. */
int restored_good(struct job *j)
{
	int orig = j->nents;

	j->nents = dma_map_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	if (!j->nents)
		return -ENOMEM;
	writel(j->nents, j->regs);
	j->nents = orig;
	dma_unmap_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	return 0;
}

/* One entry cannot become fewer. */
int same_good(struct job *j, int nents)
{
	int want = nents;

	nents = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (nents != want)
		return -EIO;
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}
