// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// First the memory, then the region.

#include <linux/dma-compat.h>
#include <linux/io.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int order_bad(struct ring *r)
{
	void *p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	dma_release_declared_memory(r->dev);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-release-declared-busy]
	dma_free_coherent(r->dev, 4096, p, r->dma);
	return 0;
}

int on_error_bad(struct ring *r, int ready)
{
	void *p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	if (!ready) {
		dma_release_declared_memory(r->dev);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-release-declared-busy]
		dma_free_coherent(r->dev, 4096, p, r->dma);
		return -EIO;
	}
	r->desc = p;
	return 0;
}
