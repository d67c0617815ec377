// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-map-static' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A static pointer to memory from an allocator.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

static u8 *scratch;
static const u8 table[64];

int pointer_good(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, scratch, 256, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 256, DMA_FROM_DEVICE);
	return 0;
}

int copy_good(struct chan *c)
{
	u8 *p = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	if (!p)
		return -ENOMEM;
	memcpy(p, table, 64);
	dma = dma_map_single(c->dev, p, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(p);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	kfree(p);
	return 0;
}
