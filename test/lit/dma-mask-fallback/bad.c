// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-mask-fallback' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 64 bits never fail.

#include <linux/dma-mapping.h>
#include <linux/pci.h>

int twice_bad(struct pci_dev *pdev)
{
	int ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(64));

	if (ret)
		ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-fallback]
	return ret;
}

int flag_bad(struct pci_dev *pdev, int *high)
{
	*high = 0;
	if (!dma_set_mask(&pdev->dev, DMA_BIT_MASK(64))) {
		*high = 1;
	} else if (dma_set_mask(&pdev->dev, DMA_BIT_MASK(32))) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-fallback]
		return -EIO;
	}
	return 0;
}
