// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The original count, kept in one way or another.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	int nents, count, orig;
	struct dma_chan *chan;
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

/* The name says the wrong thing, the value is right. */
int misleading_name_good(struct job *j, int mapped)
{
	int nents = dma_map_sg(j->dev, j->sgl, mapped, DMA_TO_DEVICE);

	if (!nents)
		return -ENOMEM;
	writel(nents, j->regs);
	dma_unmap_sg(j->dev, j->sgl, mapped, DMA_TO_DEVICE);
	return 0;
}

int field_good(struct job *j, int nents)
{
	j->orig = nents;
	j->count = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	if (!j->count)
		return -ENOMEM;
	writel(j->count, j->regs);
	if (readl(j->regs)) {
		dma_unmap_sg(j->dev, j->sgl, j->orig, DMA_FROM_DEVICE);
		return -EIO;
	}
	return 0;
}

int single_good(struct job *j, struct scatterlist *sg)
{
	int n = dma_map_sg(j->dev, sg, 1, DMA_TO_DEVICE);

	if (n != 1)
		return -EIO;
	dma_unmap_sg(j->dev, sg, n, DMA_TO_DEVICE);
	return 0;
}

/* Nothing was merged, so both counts are one. */
int compared_good(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -EIO;
	if (n != nents) {
		dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
		return -EINVAL;
	}
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, n, DMA_TO_DEVICE);
	return 0;
}

int counted_again_good(struct job *j)
{
	int n = dma_map_sg(j->dev, j->sgl, sg_nents(j->sgl), DMA_TO_DEVICE);

	if (!n)
		return -EIO;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, sg_nents(j->sgl), DMA_TO_DEVICE);
	return 0;
}

int table_good(struct job *j, struct sg_table *sgt)
{
	sgt->nents = dma_map_sg(j->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	if (!sgt->nents)
		return -ENOMEM;
	writel(sgt->nents, j->regs);
	dma_unmap_sg(j->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	return 0;
}

/* The engine is the place for the returned count. */
int dmaengine_good(struct job *j, int nents)
{
	struct dma_async_tx_descriptor *tx;
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	tx = dmaengine_prep_slave_sg(j->chan, j->sgl, n, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	if (!tx) {
		dma_unmap_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
		return -EBUSY;
	}
	j->orig = nents;
	dmaengine_submit(tx);
	dma_async_issue_pending(j->chan);
	return 0;
}
