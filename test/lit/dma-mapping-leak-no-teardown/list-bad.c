// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A driver that maps lists of requests, and has no call that would unmap one.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>

struct request {
	struct scatterlist *sg;
	int nents, mapped;
};

struct host {
	struct device *dev;
	void __iomem *regs;
	struct request *now;
};

int start_bad(struct host *h, struct request *rq)
{
	struct scatterlist *sg;
	int i;

	rq->mapped = dma_map_sg(h->dev, rq->sg, rq->nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: dma_map_sg() maps a list, and nothing in this module unmaps any [dma-mapping-leak-no-teardown]
	if (!rq->mapped)
		return -ENOMEM;
	for_each_sg(rq->sg, sg, rq->mapped, i)
		writeq(sg_dma_address(sg), h->regs);
	h->now = rq;
	return 0;
}

/* A sync is no unmap. */
void done(struct host *h)
{
	struct request *rq = h->now;

	dma_sync_sg_for_cpu(h->dev, rq->sg, rq->nents, DMA_FROM_DEVICE);
	rq->mapped = 0;
	h->now = NULL;
}
