// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pointer, handle and size in each other's place.

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

int pointer_and_handle_bad(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, (void *)(uintptr_t)dma, (dma_addr_t)(uintptr_t)p);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-args-swapped]
	return 0;
}

int handle_and_size_bad(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, dma, p, 4096);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-args-swapped]
	return 0;
}

/* Allocated in another function: what the members are says enough. */
void in_tear_down_bad(struct ring *r)
{
	writel(0, r->regs);
	dma_free_coherent(r->dev, 4096, (void *)(uintptr_t)r->dma,
			  (dma_addr_t)(uintptr_t)r->desc);
	// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}}[dma-free-args-swapped]
}
