// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory from elsewhere, and the right kind.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/io.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int noncoherent_good(struct ring *r)
{
	r->desc = dma_alloc_noncoherent(r->dev, 4096, &r->dma, DMA_TO_DEVICE, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->desc[0] = 1;
	dma_cache_sync(r->dev, r->desc, 64, DMA_TO_DEVICE);
	writeq(r->dma, r->regs);
	return 0;
}

void unknown_good(struct ring *r)
{
	dma_cache_sync(r->dev, r->desc, 64, DMA_TO_DEVICE);
}
