// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-mask-open-coded' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One call does both.

#include <linux/dma-mapping.h>
#include <linux/pci.h>

int same_bad(struct pci_dev *pdev)
{
	int ret = dma_set_mask(&pdev->dev, DMA_BIT_MASK(32));

	if (ret)
		return ret;
	return dma_set_coherent_mask(&pdev->dev, DMA_BIT_MASK(32));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-open-coded]
}

int given_bad(struct device *dev, u64 mask)
{
	if (dma_set_mask(dev, mask) || dma_set_coherent_mask(dev, mask))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-open-coded]
		return -EIO;
	return 0;
}
