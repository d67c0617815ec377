// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A count that is kept in 16 bits is the count that dma_map_sg() returned.

#include <linux/dma-mapping.h>

struct request {
	struct scatterlist *list;
	u16 mapped, given;
};

int map_good(struct device *dev, struct request *r, struct scatterlist *list, int nents)
{
	int n = dma_map_sg(dev, list, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	r->list = list;
	r->mapped = n;
	r->given = nents;
	return 0;
}

void unmap_bad(struct device *dev, struct request *r)
{
	dma_unmap_sg(dev, r->list, r->mapped, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
}

void unmap_good(struct device *dev, struct request *r)
{
	dma_unmap_sg(dev, r->list, r->given, DMA_TO_DEVICE);
}
