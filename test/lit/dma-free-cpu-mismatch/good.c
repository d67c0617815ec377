// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As returned, whatever was done with copies of it.

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

int walked_with_a_copy_good(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL), *q = p;

	if (!p)
		return -ENOMEM;
	*q++ = 1;
	*q++ = 2;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, p, dma);
	return 0;
}

int there_and_back_good(struct ring *r)
{
	dma_addr_t dma;
	char *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	p += 64;
	p[0] = 1;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, p - 64, dma);
	return 0;
}

int walked_in_a_loop_good(struct ring *r, int n)
{
	dma_addr_t dma;
	u32 *base = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL), *p;

	if (!base)
		return -ENOMEM;
	for (p = base; n--; p++)
		*p = n;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, base, dma);
	return 0;
}

/* Page aligned as it is: the mask changes nothing. */
int rounded_down_good(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, (void *)((unsigned long)p & PAGE_MASK), dma);
	return 0;
}

/* Walked forward, and taken back to where it began. */
int back_to_start_good(struct ring *r, u8 *out)
{
	dma_addr_t dma;
	u8 *p = dma_alloc_coherent(r->dev, 512, &dma, GFP_KERNEL);
	int i;

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	for (i = 0; i < 512; i++)
		out[i] = *p++;
	p -= 512;
	dma_free_coherent(r->dev, 512, p, dma);
	return 0;
}
