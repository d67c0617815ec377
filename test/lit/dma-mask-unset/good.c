// RUN: %dma-lint --min-confidence=low --whole-modules '--checks=-*,dma-mask-unset' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Set in another function than it is needed in.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/pci.h>

struct ring {
	struct pci_dev *pdev;
	struct device *dev;
	void *desc;
	dma_addr_t dma;
};

int probe_good(struct pci_dev *pdev)
{
	return dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
}

int ring_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(&r->pdev->dev, 4096, &r->dma, GFP_KERNEL);
	return r->desc ? 0 : -ENOMEM;
}

void free_good(struct ring *r)
{
	dma_free_coherent(&r->pdev->dev, 4096, r->desc, r->dma);
}
