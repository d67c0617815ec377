// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Freed twice on one path.

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

int straight_bad(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, p, dma);
	dma_free_coherent(r->dev, 4096, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-double-free]
	return 0;
}

/* The helper freed it already. */
static int load(struct ring *r)
{
	if (!readl(r->regs)) {
		dma_free_coherent(r->dev, 4096, r->desc, r->dma);
		return -EIO;
	}
	return 0;
}

int helper_and_caller_bad(struct ring *r)
{
	int ret;

	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	ret = load(r);
	if (ret)
		goto free;
	return 0;
free:
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-double-free]
	return ret;
}

/* Made elsewhere: both frees are here. */
void close_bad(struct ring *r, bool broken)
{
	if (broken)
		dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	writel(0, r->regs);
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-double-free]
}

int kfree_too_bad(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_free_coherent(r->dev, 4096, p, dma);
	kfree(p);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-double-free]
	return 0;
}
