// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each count where it belongs.

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

int helpers_good(struct job *j, struct sg_table *sgt)
{
	int err = dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);

	if (err)
		return err;
	writel(sgt->nents, j->regs);
	dma_unmap_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);
	return 0;
}

int by_hand_good(struct job *j, struct sg_table *sgt)
{
	sgt->nents = dma_map_sg(j->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	if (!sgt->nents)
		return -ENOMEM;
	writel(sgt->nents, j->regs);
	dma_unmap_sg(j->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	return 0;
}

/* Odd, but consistent: until a map stores into it, nents is what the table was built with. */
int as_built_good(struct job *j, struct sg_table *sgt)
{
	int n = dma_map_sg(j->dev, sgt->sgl, sgt->nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, sgt->sgl, sgt->nents, DMA_TO_DEVICE);
	return 0;
}
