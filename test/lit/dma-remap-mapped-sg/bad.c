// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The second map overwrites the addresses of the first.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int twice_bad(struct chan *c, struct scatterlist *sg, int nents)
{
	if (!dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE))
		return -ENOMEM;
	if (!dma_map_sg(c->dev, sg, nents, DMA_FROM_DEVICE)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-remap-mapped-sg]
	// CHECK: note: mapped here by dma_map_sg()
		dma_unmap_sg(c->dev, sg, nents, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	writeq(sg_dma_address(sg), c->regs);
	dma_unmap_sg(c->dev, sg, nents, DMA_FROM_DEVICE);
	dma_unmap_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	return 0;
}

struct request {
	struct scatterlist *src, *dst;
	int nents;
};

/* Source and destination may be one list, which was not thought of here. */
int in_place_bad(struct chan *c, struct request *r)
{
	struct scatterlist *dst = r->dst;

	if (!dma_map_sg(c->dev, r->src, r->nents, DMA_TO_DEVICE))
		return -ENOMEM;
	if (r->src == r->dst)
		dst = r->src;
	if (dst == r->src && !dma_map_sg(c->dev, r->src, r->nents, DMA_FROM_DEVICE)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-remap-mapped-sg]
		dma_unmap_sg(c->dev, r->src, r->nents, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	writeq(sg_dma_address(r->src), c->regs);
	dma_unmap_sg(c->dev, r->src, r->nents, DMA_TO_DEVICE);
	return 0;
}

/* Two lines for one: nobody looks at what the first returned. */
int result_dropped_bad(struct chan *c, struct scatterlist *sg, int nents)
{
	int n;

	dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	n = dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-remap-mapped-sg]
	if (!n)
		return -ENOMEM;
	writeq(sg_dma_address(sg), c->regs);
	dma_unmap_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	return 0;
}
