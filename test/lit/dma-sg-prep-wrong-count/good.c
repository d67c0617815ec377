// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the map returned, by whatever name.

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

int returned_good(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	if (!dmaengine_prep_slave_sg(j->chan, j->sgl, n, DMA_MEM_TO_DEV, DMA_PREP_INTERRUPT)) {
		dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
		return -EBUSY;
	}
	return 0;
}

int single_good(struct job *j, struct scatterlist *sg)
{
	if (!dma_map_sg(j->dev, sg, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	if (!dmaengine_prep_slave_sg(j->chan, sg, 1, DMA_MEM_TO_DEV, DMA_PREP_INTERRUPT)) {
		dma_unmap_sg(j->dev, sg, 1, DMA_TO_DEVICE);
		return -EBUSY;
	}
	return 0;
}

int table_good(struct job *j)
{
	if (dma_map_sgtable(j->dev, &j->sgt, DMA_TO_DEVICE, 0))
		return -ENOMEM;
	if (!dmaengine_prep_slave_sg(j->chan, j->sgt.sgl, j->sgt.nents, DMA_MEM_TO_DEV, 0)) {
		dma_unmap_sgtable(j->dev, &j->sgt, DMA_TO_DEVICE, 0);
		return -EBUSY;
	}
	return 0;
}

/* Mapped by somebody else, who knows the count. */
int given_good(struct job *j, struct scatterlist *sg, int n)
{
	return dmaengine_prep_slave_sg(j->chan, sg, n, DMA_MEM_TO_DEV, 0) ? 0 : -EBUSY;
}
