// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The variable of the loop instead of the list.

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

int loop_variable_bad(struct job *j, int nents)
{
	struct scatterlist *sg;
	int i, n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	for_each_sg(j->sgl, sg, n, i)
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	dma_unmap_sg(j->dev, sg, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-wrong-list]
	return 0;
}

/* The list is used up while it is programmed; the error path undoes the rest of it. */
int consumed_bad(struct job *j, struct scatterlist *sg, int nents)
{
	int i, n = dma_map_sg(j->dev, sg, nents, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	for (i = 0; i < n; i++, sg = sg_next(sg))
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	if (readl(j->regs)) {
		dma_unmap_sg(j->dev, sg, nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-wrong-list]
		return -EIO;
	}
	return 0;
}

int sync_bad(struct job *j, int nents)
{
	struct scatterlist *sg = j->sgl;
	int n = dma_map_sg(j->dev, sg, nents, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	for (; n; n--, sg = sg_next(sg))
		writeq(sg_dma_address(sg), j->regs);
	dma_sync_sg_for_cpu(j->dev, sg, nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-wrong-list]
	return 0;
}

/* The header entry is skipped by the wrong one of the two. */
int header_bad(struct job *j, int nents)
{
	if (!dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE))
		return -ENOMEM;
	if (readl(j->regs)) {
		dma_unmap_sg(j->dev, sg_next(j->sgl), nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-wrong-list]
		return -EIO;
	}
	return 0;
}

/* Mapped by one function, unmapped by another. */
struct request {
	struct device *dev;
	struct scatterlist *list;
	int nents;
};

int request_map_bad(struct request *r)
{
	return dma_map_sg(r->dev, r->list, r->nents, DMA_TO_DEVICE) ? 0 : -ENOMEM;
}

void request_done_bad(struct request *r)
{
	dma_unmap_sg(r->dev, sg_next(r->list), r->nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-wrong-list]
}
