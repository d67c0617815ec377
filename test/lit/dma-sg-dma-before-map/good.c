// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Read when they are there, or set by the driver itself.

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

int after_good(struct job *j, struct scatterlist *sg, unsigned int want)
{
	unsigned int len = sg->length;

	if (len > want)
		len = want;
	if (!dma_map_sg(j->dev, sg, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	writeq(sg_dma_address(sg), j->regs);
	writel(sg_dma_len(sg), j->regs + 8);
	return 0;
}

/* The last transfer is undone, the next one mapped. */
int again_good(struct job *j)
{
	writel(sg_dma_len(j->sgl), j->regs);
	dma_unmap_sg(j->dev, j->sgl, 1, DMA_TO_DEVICE);
	if (!dma_map_sg(j->dev, j->sgl, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	writeq(sg_dma_address(j->sgl), j->regs);
	return 0;
}

/* A length that the driver has written there. */
int by_hand_good(struct job *j, struct scatterlist *sg, unsigned int len)
{
	sg_dma_len(sg) = len;
	writel(sg_dma_len(sg), j->regs + 8);
	if (!dma_map_sg(j->dev, sg, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	writeq(sg_dma_address(sg), j->regs);
	return 0;
}

/* An empty list is not mapped, and not looked at: the length asked for is 0, too. */
int empty_good(struct job *j, int nents, unsigned int want)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (n == 0 && nents != 0)
		return -ENOMEM;
	if (want && want >= sg_dma_len(j->sgl))
		return -EINVAL;
	writel(n, j->regs);
	return 0;
}

static int map_job(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	return n ? n : -ENOMEM;
}

/* As many as were given, or none: the count that was given is no errno, and the test is no test of a sign. */
int all_or_none_good(struct job *j, unsigned long len)
{
	int nents = 1, n;

	if (len > PAGE_SIZE)
		nents = PAGE_ALIGN(len) / PAGE_SIZE;
	n = map_job(j, nents);
	if (n != nents) {
		if (n > 0)
			dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
		return -EAGAIN;
	}
	writel(sg_dma_len(j->sgl), j->regs);
	return 0;
}
