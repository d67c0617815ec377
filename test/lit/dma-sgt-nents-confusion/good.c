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

int walks_good(struct job *j, struct sg_table *sgt)
{
	struct scatterlist *sg;
	unsigned int total = 0;
	int i;

	if (dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0))
		return -ENOMEM;
	for_each_sgtable_sg(sgt, sg, i)
		total += sg->length;
	writel(total, j->regs);
	for_each_sgtable_dma_sg(sgt, sg, i)
		writeq(sg_dma_address(sg), j->regs + 8 * i);
	return 0;
}

/* Addresses are written here, not read. */
void filled_good(struct sg_table *sgt, dma_addr_t base)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgt->sgl, sg, sgt->orig_nents, i) {
		sg_dma_address(sg) = base;
		sg_dma_len(sg) = sg->length;
		base += sg->length;
	}
}

/* The addresses are the driver's own, and as many as the list has. */
void emptied_good(struct job *j, struct sg_table *sgt)
{
	struct scatterlist *sg;
	int i;

	for_each_sgtable_sg(sgt, sg, i)
		dma_unmap_resource(j->dev, sg_dma_address(sg), sg->length, DMA_TO_DEVICE, 0);
}
