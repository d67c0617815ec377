// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same size, kept or computed again.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct desc {
	__le32 addr, flags;
};

struct ring {
	struct device *dev;
	struct desc *desc;
	dma_addr_t dma;
	unsigned int count, size;
	void **shadow;
	void __iomem *regs;
};

void resize(struct ring *r);

int computed_again_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, r->count * sizeof(*r->desc), &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->shadow = kcalloc(r->count, sizeof(*r->shadow), GFP_KERNEL);
	if (!r->shadow) {
		dma_free_coherent(r->dev, sizeof(struct desc) * r->count, r->desc, r->dma);
		r->desc = NULL;
		return -ENOMEM;
	}
	return 0;
}

int kept_good(struct ring *r, unsigned int count)
{
	r->count = count;
	r->size = ALIGN(count * sizeof(struct desc), 4096);
	r->desc = dma_alloc_coherent(r->dev, r->size, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->shadow = kcalloc(count, sizeof(*r->shadow), GFP_KERNEL);
	if (r->shadow)
		return 0;
	dma_free_coherent(r->dev, r->size, r->desc, r->dma);
	return -ENOMEM;
}

int halved_until_it_fits_good(struct ring *r)
{
	size_t size = 65536;
	dma_addr_t dma;
	void *p;

	do {
		p = dma_alloc_coherent(r->dev, size, &dma, GFP_KERNEL | __GFP_NOWARN);
		if (p)
			break;
		size /= 2;
	} while (size >= 4096);
	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, size, p, dma);
	return 0;
}

int two_sizes_good(struct ring *r, bool big)
{
	size_t size = big ? 8192 : 4096;
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, size, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, big ? 8192 : 4096, p, dma);
	return 0;
}

int maybe_changed_by_callee_good(struct ring *r)
{
	r->size = 4096;
	r->desc = dma_alloc_coherent(r->dev, r->size, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	resize(r);
	dma_free_coherent(r->dev, r->size, r->desc, r->dma);
	r->desc = NULL;
	return 0;
}

int page_rounding_good(struct ring *r, size_t len)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, PAGE_ALIGN(len), &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	len = PAGE_ALIGN(len);
	dma_free_coherent(r->dev, len, p, dma);
	return 0;
}

struct segments {
	struct desc *table;
	dma_addr_t dma;
	unsigned int n;
};

void publish(struct ring *r, struct segments *s);

/* One segment, and the driver is written for more. */
int one_segment_good(struct ring *r, struct segments *s)
{
	s->table = dma_alloc_coherent(r->dev, 1 * sizeof(struct desc), &s->dma, GFP_KERNEL);
	if (!s->table)
		return -ENOMEM;
	s->n = 1;
	publish(r, s);
	dma_free_coherent(r->dev, s->n * sizeof(struct desc), s->table, s->dma);
	s->table = NULL;
	return 0;
}
