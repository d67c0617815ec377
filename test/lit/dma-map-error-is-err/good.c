// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where errors are in pointers, and where NULL is asked for, too.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/slab.h>

struct ring {
	struct device *dev;
	void *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

struct clk *clk_get(struct device *dev, const char *id);

static void *make(struct ring *r)
{
	void *p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);

	if (!p)
		return ERR_PTR(-ENOMEM);
	return p;
}

int wrapped_good(struct ring *r)
{
	r->desc = make(r);
	if (IS_ERR(r->desc))
		return PTR_ERR(r->desc);
	writeq(r->dma, r->regs);
	return 0;
}

int both_good(struct ring *r)
{
	void *p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);

	if (IS_ERR_OR_NULL(p))
		return -ENOMEM;
	r->desc = p;
	writeq(r->dma, r->regs);
	return 0;
}

int clock_good(struct ring *r)
{
	struct clk *clk = clk_get(r->dev, "dma");

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	return r->desc ? 0 : -ENOMEM;
}
