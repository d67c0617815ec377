// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-mask-open-coded' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two masks that differ, or two devices.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/pci.h>

int differ_good(struct pci_dev *pdev)
{
	if (dma_set_mask(&pdev->dev, DMA_BIT_MASK(64)))
		return -EIO;
	return dma_set_coherent_mask(&pdev->dev, DMA_BIT_MASK(32));
}

int two_good(struct pci_dev *a, struct pci_dev *b)
{
	if (dma_set_mask(&a->dev, DMA_BIT_MASK(32)))
		return -EIO;
	return dma_set_coherent_mask(&b->dev, DMA_BIT_MASK(32));
}
