// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A physical address for the MMU, and DMA addresses from the map.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t ring;
	phys_addr_t where;
	unsigned long pfn;
};

int mapped_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int for_user_space_good(struct chan *c)
{
	void *p = dma_alloc_coherent(c->dev, 4096, &c->ring, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	c->where = virt_to_phys(p);
	c->pfn = virt_to_phys(p) >> PAGE_SHIFT;
	return 0;
}
