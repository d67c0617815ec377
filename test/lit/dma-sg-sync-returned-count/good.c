// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Syncs with the original count.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	int nents, count;
};

int local_good(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_sync_sg_for_cpu(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	dma_sync_sg_for_device(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	return 0;
}

int single_good(struct job *j, struct scatterlist *sg)
{
	int n = dma_map_sg(j->dev, sg, 1, DMA_FROM_DEVICE);

	if (n != 1)
		return -ENOMEM;
	dma_sync_sg_for_cpu(j->dev, sg, 1, DMA_FROM_DEVICE);
	dma_unmap_sg(j->dev, sg, 1, DMA_FROM_DEVICE);
	return 0;
}

int table_good(struct job *j, struct sg_table *sgt)
{
	int ret = dma_map_sgtable(j->dev, sgt, DMA_FROM_DEVICE, 0);

	if (ret)
		return ret;
	writel(sgt->nents, j->regs);
	dma_sync_sgtable_for_cpu(j->dev, sgt, DMA_FROM_DEVICE);
	dma_sync_sg_for_device(j->dev, sgt->sgl, sgt->orig_nents, DMA_FROM_DEVICE);
	dma_unmap_sgtable(j->dev, sgt, DMA_FROM_DEVICE, 0);
	return 0;
}

/* Mapped elsewhere: which count it is cannot be said here. */
void elsewhere_good(struct job *j)
{
	dma_sync_sg_for_cpu(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
}
