// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same direction, known or not.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void **shadow;
	void __iomem *regs;
};

int same_good(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(r->dev, 4096, &dma, DMA_FROM_DEVICE, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_noncoherent(r->dev, 4096, p, dma, DMA_FROM_DEVICE);
	return 0;
}

int chosen_good(struct ring *r, bool write)
{
	enum dma_data_direction dir = write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(r->dev, 4096, &dma, dir, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_noncoherent(r->dev, 4096, p, dma, write ? DMA_TO_DEVICE : DMA_FROM_DEVICE);
	return 0;
}

int table_good(struct ring *r, enum dma_data_direction dir)
{
	struct sg_table *sgt = dma_alloc_noncontiguous(r->dev, 65536, dir, GFP_KERNEL, 0);

	if (!sgt)
		return -ENOMEM;
	writel(1, r->regs);
	dma_free_noncontiguous(r->dev, 65536, sgt, dir);
	return 0;
}
