// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Once, or not the same.

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

void reinit(struct ring *r);

void set_to_null_good(struct ring *r, bool broken)
{
	if (broken) {
		dma_free_coherent(r->dev, 4096, r->desc, r->dma);
		r->desc = NULL;
	}
	writel(0, r->regs);
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
}

void allocated_again_good(struct ring *r)
{
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	reinit(r);
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
}

int failed_good(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		goto out;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, p, dma);
	p = NULL;
out:
	dma_free_coherent(r->dev, 4096, p, dma);
	return 0;
}

void array_good(struct ring *r, int n)
{
	int i;

	for (i = 0; i < n; i++)
		dma_free_coherent(r[i].dev, 4096, r[i].desc, r[i].dma);
}

void either_good(struct ring *r, bool a)
{
	if (a)
		dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	writel(0, r->regs);
	if (!a)
		dma_free_coherent(r->dev, 4096, r->desc, r->dma);
}

/* A handle that stays behind does not make the new memory the old one. */
int only_the_pointer_is_new_good(struct ring *r, u32 *other)
{
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	r->desc = other;
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	return 0;
}

struct reply {
	void *virt;
	__le64 addr;
};

/* One handle, two ways to have got it; flags of the caller say which. */
void either_way_good(struct device *dev, struct reply *reply, bool mapped)
{
	dma_addr_t dma = le64_to_cpu(reply->addr);

	if (reply->virt)
		dma_free_coherent(dev, 64, reply->virt, dma);
	if (mapped)
		dma_unmap_single(dev, dma, 64, DMA_FROM_DEVICE);
}
