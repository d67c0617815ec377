// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pair of one allocation.

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

struct pair {
	void *cmd, *rsp;
	dma_addr_t cmd_dma, rsp_dma;
};

int pairs_good(struct device *dev, struct pair *p)
{
	p->cmd = dma_alloc_coherent(dev, 256, &p->cmd_dma, GFP_KERNEL);
	if (!p->cmd)
		return -ENOMEM;
	p->rsp = dma_alloc_coherent(dev, 256, &p->rsp_dma, GFP_KERNEL);
	if (!p->rsp) {
		dma_free_coherent(dev, 256, p->cmd, p->cmd_dma);
		return -ENOMEM;
	}
	return 0;
}

/* Through a descriptor and back. */
int descriptor_good(struct ring *r, __le64 *slot)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	*slot = cpu_to_le64(dma);
	writel(1, r->regs);
	dma_free_coherent(r->dev, 4096, p, le64_to_cpu(*slot));
	return 0;
}

/* One name for whatever was allocated last. */
int one_variable_good(struct ring *r)
{
	dma_addr_t dma, first;
	u32 *a = dma_alloc_coherent(r->dev, 256, &dma, GFP_KERNEL), *b;

	if (!a)
		return -ENOMEM;
	first = dma;
	b = dma_alloc_coherent(r->dev, 256, &dma, GFP_KERNEL);
	if (b) {
		writeq(first, r->regs);
		writeq(dma, r->regs);
		dma_free_coherent(r->dev, 256, b, dma);
	}
	dma_free_coherent(r->dev, 256, a, first);
	return 0;
}

/* Freed although it failed: what handle there is does not matter. */
int failed_good(struct ring *r)
{
	dma_addr_t dma = 0;
	u32 *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (p) {
		writeq(dma, r->regs);
		dma_free_coherent(r->dev, 4096, p, dma);
		p = NULL;
	}
	dma_free_coherent(r->dev, 4096, p, 0);
	return 0;
}

/* Pointers that change places with their handles. */
struct flip {
	struct device *dev;
	void *front, *back;
	dma_addr_t front_dma, back_dma;
};

int flip_init_good(struct flip *f)
{
	f->front = dma_alloc_coherent(f->dev, 512, &f->front_dma, GFP_KERNEL);
	f->back = dma_alloc_coherent(f->dev, 512, &f->back_dma, GFP_KERNEL);
	return f->front && f->back ? 0 : -ENOMEM;
}

void flip_both(struct flip *f)
{
	void *p = f->front;
	dma_addr_t dma = f->front_dma;

	f->front = f->back;
	f->front_dma = f->back_dma;
	f->back = p;
	f->back_dma = dma;
}

/* Odd, but who knows which is which by now. */
void flip_exit_good(struct flip *f)
{
	dma_free_coherent(f->dev, 512, f->front, f->back_dma);
	dma_free_coherent(f->dev, 512, f->back, f->front_dma);
}

/* Two names for the handle: one of the driver, one of the hardware. */
struct named_twice {
	struct device *dev;
	void *virt;
	dma_addr_t bus, hw_base;
};

int named_twice_init_good(struct named_twice *n)
{
	n->virt = dma_alloc_coherent(n->dev, 512, &n->bus, GFP_KERNEL);
	if (!n->virt)
		return -ENOMEM;
	n->hw_base = n->bus;
	return 0;
}

void named_twice_exit_good(struct named_twice *n)
{
	dma_free_coherent(n->dev, 512, n->virt, n->hw_base);
}
