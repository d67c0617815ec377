// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A cookie that is freed as a pointer, and the reverse.

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

int no_attrs_bad(struct ring *r)
{
	void *cookie = dma_alloc_attrs(r->dev, 65536, &r->dma, GFP_KERNEL,
				       DMA_ATTR_NO_KERNEL_MAPPING);

	if (!cookie)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	dma_free_coherent(r->dev, 65536, cookie, r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-attrs-mismatch]
	return 0;
}

int forgotten_on_error_bad(struct ring *r, unsigned long size)
{
	unsigned long attrs = DMA_ATTR_NO_KERNEL_MAPPING | DMA_ATTR_FORCE_CONTIGUOUS;
	dma_addr_t dma;
	void *cookie = dma_alloc_attrs(r->dev, size, &dma, GFP_KERNEL, attrs);

	if (!cookie)
		return -ENOMEM;
	writeq(dma, r->regs);
	if (readl(r->regs)) {
		dma_free_attrs(r->dev, size, cookie, dma, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-attrs-mismatch]
		return -EIO;
	}
	dma_free_attrs(r->dev, size, cookie, dma, attrs);
	return 0;
}
