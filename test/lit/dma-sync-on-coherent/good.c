// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-sync-on-coherent' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What was mapped is synced, and memory of the kinds that ask for it.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int mapped_good(struct ring *r, u32 *buf)
{
	dma_addr_t dma = dma_map_single(r->dev, buf, 64, DMA_FROM_DEVICE);
	int v;

	if (dma_mapping_error(r->dev, dma))
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_sync_single_for_cpu(r->dev, dma, 64, DMA_FROM_DEVICE);
	v = buf[0] != 0;
	dma_unmap_single(r->dev, dma, 64, DMA_FROM_DEVICE);
	return v;
}

int noncoherent_good(struct ring *r)
{
	r->desc = dma_alloc_noncoherent(r->dev, 4096, &r->dma, DMA_TO_DEVICE, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->desc[0] = 1;
	dma_sync_single_for_device(r->dev, r->dma, 4096, DMA_TO_DEVICE);
	writeq(r->dma, r->regs);
	return 0;
}
