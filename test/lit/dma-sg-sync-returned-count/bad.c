// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// dma_sync_sg_*() wants the count that went into dma_map_sg().

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	int nents, count;
};

int local_bad(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_sync_sg_for_cpu(j->dev, j->sgl, n, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-sync-returned-count]
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	return 0;
}

int field_bad(struct job *j)
{
	j->count = dma_map_sg(j->dev, j->sgl, j->nents, DMA_TO_DEVICE);
	if (!j->count)
		return -ENOMEM;
	dma_sync_sg_for_device(j->dev, j->sgl, j->count, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-sync-returned-count]
	writel(j->count, j->regs);
	return 0;
}

int in_branch_bad(struct job *j, int nents, bool again)
{
	int mapped = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);

	if (mapped <= 0)
		return -ENOMEM;
	if (again) {
		dma_sync_sg_for_device(j->dev, j->sgl, mapped, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-sync-returned-count]
		writel(1, j->regs);
	}
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	return 0;
}

int table_bad(struct job *j, struct sg_table *sgt)
{
	int ret = dma_map_sgtable(j->dev, sgt, DMA_FROM_DEVICE, 0);

	if (ret)
		return ret;
	writel(sgt->nents, j->regs);
	dma_sync_sg_for_cpu(j->dev, sgt->sgl, sgt->nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
	dma_unmap_sgtable(j->dev, sgt, DMA_FROM_DEVICE, 0);
	return 0;
}

/* Neither the one count nor the other: the status entry at the end is forgotten. */
int neither_count_bad(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_sync_sg_for_cpu(j->dev, j->sgl, nents - 1, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}another count{{.*}}[dma-sg-sync-returned-count]
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	return 0;
}
