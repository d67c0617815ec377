// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-deprecated-pci-dma' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names of today.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/pci.h>

struct ring {
	struct pci_dev *pdev;
	void *desc;
	dma_addr_t dma;
};

int alloc_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(&r->pdev->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	return 0;
}

int mask_good(struct ring *r)
{
	return dma_set_mask_and_coherent(&r->pdev->dev, DMA_BIT_MASK(32));
}
