// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The mask says where memory may lie.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct ring {
	struct device *dev;
	void *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int low_memory_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL | GFP_DMA);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-gfp-zone-flags]

	if (!r->desc)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	return 0;
}

int refused_bad(struct ring *r)
{
	r->desc = dma_alloc_noncoherent(r->dev, 4096, &r->dma, DMA_FROM_DEVICE,
					GFP_KERNEL | GFP_DMA32);
	// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}}__GFP_DMA32] [dma-gfp-zone-flags]

	if (!r->desc)
		return -ENOMEM;
	writeq(r->dma, r->regs);
	return 0;
}

int compound_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL | __GFP_COMP);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-gfp-zone-flags]

	if (!r->desc)
		return -ENOMEM;
	return 0;
}
