// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Signs that are right to look at.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	int nents, count;
};

int not_positive_good(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (n <= 0)
		return -EIO;
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int counted_first_good(struct job *j, u64 len)
{
	int nents = sg_nents_for_len(j->sgl, len);
	int n;

	if (nents < 0)
		return nents;
	n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int table_good(struct job *j, struct sg_table *sgt)
{
	int ret = dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);

	if (ret < 0)
		return ret;
	dma_unmap_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);
	return 0;
}

int table_success_good(struct job *j, struct sg_table *sgt)
{
	if (!dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0)) {
		writel(sgt->nents, j->regs);
		dma_unmap_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);
		return 0;
	}
	return -ENOMEM;
}

int variable_reused_good(struct job *j, int nents)
{
	int ret = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (ret == 0)
		return -ENOMEM;
	ret = readl(j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (ret < 0)
		return -EIO;
	return 0;
}

int too_few_good(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -EIO;
	if (n < nents)
		writel(1, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

/* The helper has tested; what it returns is a table or an error in a pointer. */
static struct sg_table *get_table(struct job *j, struct sg_table *sgt)
{
	int err = dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);

	return err ? ERR_PTR(err) : sgt;
}

int error_pointer_good(struct job *j, struct sg_table *table)
{
	struct sg_table *sgt = get_table(j, table);

	if (IS_ERR_OR_NULL(sgt))
		return -ENOMEM;
	writel(sgt->nents, j->regs);
	return 0;
}
