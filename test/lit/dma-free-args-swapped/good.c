// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In their places, casts and all.

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

struct packed {
	u64 virt, bus;
	u32 size;
};

struct old_style {
	unsigned long virt;
	void *bus;
};

/* Both kept as numbers. */
void numbers_good(struct device *dev, struct packed *p)
{
	dma_free_coherent(dev, p->size, (void *)(uintptr_t)p->virt, p->bus);
}

/* Types that say the opposite, for both at once or for one only. */
void one_is_odd_good(struct device *dev, struct old_style *o)
{
	dma_free_coherent(dev, 4096, (void *)o->virt, (dma_addr_t)(uintptr_t)o->bus);
}

int straight_good(struct ring *r, size_t size)
{
	r->desc = dma_alloc_coherent(r->dev, size, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	if (readl(r->regs))
		return 0;
	dma_free_coherent(r->dev, size, r->desc, r->dma);
	return -ENODEV;
}
