// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The engine is given what the map was given.

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

int forgotten_bad(struct job *j, int nents)
{
	struct dma_async_tx_descriptor *tx;

	if (!dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE))
		return -ENOMEM;
	tx = dmaengine_prep_slave_sg(j->chan, j->sgl, nents, DMA_MEM_TO_DEV, DMA_PREP_INTERRUPT);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-prep-wrong-count]
	if (!tx) {
		dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
		return -EBUSY;
	}
	dmaengine_submit(tx);
	return 0;
}

/* The helper is right, what it is given is not. */
static int start(struct job *j, struct scatterlist *sg, int n)
{
	struct dma_async_tx_descriptor *tx;

	tx = dmaengine_prep_slave_sg(j->chan, sg, n, DMA_DEV_TO_MEM, DMA_PREP_INTERRUPT);
	if (!tx)
		return -EBUSY;
	dmaengine_submit(tx);
	return 0;
}

int helper_bad(struct job *j)
{
	int ret;

	j->count = dma_map_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	if (!j->count)
		return -ENOMEM;
	ret = start(j, j->sgl, j->nents);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-prep-wrong-count]
	if (ret)
		dma_unmap_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	return ret;
}

int table_bad(struct job *j)
{
	if (dma_map_sgtable(j->dev, &j->sgt, DMA_TO_DEVICE, 0))
		return -ENOMEM;
	if (!dmaengine_prep_slave_sg(j->chan, j->sgt.sgl, j->sgt.orig_nents, DMA_MEM_TO_DEV, 0)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-prep-wrong-count]
		dma_unmap_sgtable(j->dev, &j->sgt, DMA_TO_DEVICE, 0);
		return -EBUSY;
	}
	return 0;
}

/* Mapped by one function, handed over by another. */
struct upload {
	struct device *dev;
	struct dma_chan *chan;
	struct scatterlist *sgl;
	int entries;
};

int upload_map_bad(struct upload *u)
{
	return dma_map_sg(u->dev, u->sgl, u->entries, DMA_TO_DEVICE);
}

int upload_start_bad(struct upload *u)
{
	struct dma_async_tx_descriptor *tx;

	tx = dmaengine_prep_slave_sg(u->chan, u->sgl, u->entries, DMA_MEM_TO_DEV, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-prep-wrong-count]
	return tx ? 0 : -EBUSY;
}
