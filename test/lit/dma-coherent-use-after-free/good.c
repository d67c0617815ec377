// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Read first, freed afterwards.

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

struct node {
	struct node *next;
	dma_addr_t dma;
};

int read_first_good(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 64, &dma, GFP_KERNEL), status;

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	status = p[1];
	dma_free_coherent(r->dev, 64, p, dma);
	return status & 0xff;
}

void list_good(struct device *dev, struct node *n)
{
	struct node *next;

	for (; n; n = next) {
		next = n->next;
		dma_free_coherent(dev, sizeof(*n), n, n->dma);
	}
}

int replaced_good(struct ring *r)
{
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->desc[0] = 1;
	writeq(r->dma, r->regs);
	return 0;
}

/* The pointer is compared and cleared, not followed. */
void cleared_good(struct ring *r)
{
	u32 *old = r->desc;

	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	if (r->desc == old)
		r->desc = NULL;
	r->dma = 0;
}

int reset(struct ring *r);
void flush(struct ring *r);

/* What is there after the call is not what was there before. */
int set_to_null_good(struct ring *r)
{
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	r->desc = NULL;
	if (reset(r))
		return -EIO;
	if (r->desc)
		r->desc[0] = 1;
	return 0;
}
