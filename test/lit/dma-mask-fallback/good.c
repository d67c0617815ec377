// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-mask-fallback' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Narrower masks may fail, and other devices are asked for themselves.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/pci.h>

int forty_good(struct pci_dev *pdev)
{
	int ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(40));

	if (ret)
		ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
	return ret;
}

int chosen_good(struct pci_dev *pdev, int wide)
{
	if (wide)
		return dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(64));
	return dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
}

int narrowed_good(struct pci_dev *pdev, int quirk)
{
	int ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(64));

	if (ret)
		return ret;
	if (quirk)
		ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
	return ret;
}
