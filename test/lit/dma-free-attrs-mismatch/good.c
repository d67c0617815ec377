// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same attributes, or some that do not matter for the free.

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
	void *cookie = dma_alloc_attrs(r->dev, 65536, &r->dma, GFP_KERNEL,
				       DMA_ATTR_NO_KERNEL_MAPPING);

	if (!cookie)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	dma_free_attrs(r->dev, 65536, cookie, r->dma, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}

/* For the allocation only. */
int no_warn_good(struct ring *r)
{
	void *p = dma_alloc_attrs(r->dev, 65536, &r->dma, GFP_KERNEL,
				  DMA_ATTR_NO_WARN | DMA_ATTR_FORCE_CONTIGUOUS);

	if (!p)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	dma_free_coherent(r->dev, 65536, p, r->dma);
	return 0;
}

/* dma_alloc_wc() by another name. */
int write_combine_good(struct ring *r)
{
	void *p = dma_alloc_attrs(r->dev, 65536, &r->dma, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE);

	if (!p)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	dma_free_wc(r->dev, 65536, p, r->dma);
	return 0;
}

int kept_good(struct ring *r, unsigned long attrs, bool map)
{
	void *p;

	if (!map)
		attrs |= DMA_ATTR_NO_KERNEL_MAPPING;
	p = dma_alloc_attrs(r->dev, 65536, &r->dma, GFP_KERNEL, attrs);
	if (!p)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	dma_free_attrs(r->dev, 65536, p, r->dma, attrs);
	return 0;
}
