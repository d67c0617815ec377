// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Freed before, or never allocated.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/io.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int order_good(struct ring *r)
{
	void *p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	dma_free_coherent(r->dev, 4096, p, r->dma);
	dma_release_declared_memory(r->dev);
	return 0;
}

int failed_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc) {
		dma_release_declared_memory(r->dev);
		return -ENOMEM;
	}
	return 0;
}
