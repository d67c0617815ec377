// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A test of the device before, and NULL for what is no device.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

struct ring {
	struct device *dev;
	void *desc;
	dma_addr_t dma;
	void __iomem *regs;
	struct dma_pool *pool;
};

int asked_good(struct ring *r, void *buf)
{
	dma_addr_t dma;

	if (!r->dev) {
		writel(0, r->regs);
		return 0;
	}
	dma = dma_map_single(r->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, dma))
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_unmap_single(r->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int chosen_good(struct ring *r, struct device *parent, int use_parent)
{
	struct device *dev = NULL;

	if (use_parent)
		dev = parent;
	else
		dev = r->dev;
	r->desc = dma_alloc_coherent(dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	return 0;
}

void free_nothing_good(struct ring *r)
{
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	dma_pool_destroy(NULL);
}
