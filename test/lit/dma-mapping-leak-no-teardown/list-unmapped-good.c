// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lists that one function maps and another one unmaps, through a pointer of its own.

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct request {
	struct scatterlist *sg;
	int nents, mapped;
};

int start_good(struct device *dev, struct request *rq)
{
	rq->mapped = dma_map_sg(dev, rq->sg, rq->nents, DMA_TO_DEVICE);
	return rq->mapped ? 0 : -ENOMEM;
}

void done_good(struct device *dev, struct scatterlist *sg, int nents)
{
	dma_unmap_sg(dev, sg, nents, DMA_TO_DEVICE);
}
