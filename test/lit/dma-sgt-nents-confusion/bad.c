// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table's counts, exchanged.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	int nents, count;
};

int unmap_bad(struct job *j, struct sg_table *sgt)
{
	if (dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0))
		return -ENOMEM;
	writel(sgt->nents, j->regs);
	dma_unmap_sg(j->dev, sgt->sgl, sgt->nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
	return 0;
}

int stored_bad(struct job *j, struct sg_table *sgt)
{
	sgt->nents = dma_map_sg(j->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	if (!sgt->nents)
		return -ENOMEM;
	dma_unmap_sg(j->dev, sgt->sgl, sgt->nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
	return 0;
}

int sync_bad(struct job *j, struct sg_table *sgt)
{
	if (dma_map_sgtable(j->dev, sgt, DMA_FROM_DEVICE, 0))
		return -ENOMEM;
	writel(sgt->nents, j->regs);
	dma_sync_sg_for_cpu(j->dev, sgt->sgl, sgt->nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
	return 0;
}

/* Mapped by another function of the driver. */
void finish_bad(struct job *j)
{
	dma_unmap_sg(j->dev, j->sgt.sgl, j->sgt.nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
}

int device_walk_bad(struct job *j, struct sg_table *sgt)
{
	struct scatterlist *sg;
	int i;

	if (dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0))
		return -ENOMEM;
	for_each_sgtable_sg(sgt, sg, i)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	return 0;
}

/* Mapped by the caller, or nobody could read an address. */
void given_walk_bad(struct job *j, struct sg_table *sgt)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgt->sgl, sg, sgt->orig_nents, i)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
		writeq(sg_dma_address(sg), j->regs + 8 * i);
}

int cpu_walk_bad(struct job *j, struct sg_table *sgt)
{
	struct scatterlist *sg;
	unsigned int total = 0;
	int i;

	if (dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0))
		return -ENOMEM;
	for_each_sg(sgt->sgl, sg, sgt->nents, i)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
		total += sg->length;
	writel(total, j->regs);
	return 0;
}

int map_bad(struct job *j, struct sg_table *sgt)
{
	sgt->nents = dma_map_sg(j->dev, sgt->sgl, sgt->nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
	if (!sgt->nents)
		return -ENOMEM;
	writel(sgt->nents, j->regs);
	dma_unmap_sg(j->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	return 0;
}
