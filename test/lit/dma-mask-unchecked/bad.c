// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mask is a question.

#include <linux/dma-mapping.h>
#include <linux/pci.h>
#include <linux/platform_device.h>

int ignored_bad(struct pci_dev *pdev)
{
	dma_set_mask(&pdev->dev, DMA_BIT_MASK(31));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-unchecked]
	return 0;
}

int coherent_bad(struct platform_device *pdev)
{
	int irq = 0;

	dma_set_coherent_mask(&pdev->dev, DMA_BIT_MASK(24));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-unchecked]
	return irq;
}

int stored_bad(struct platform_device *pdev)
{
	int ret;

	ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(28));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-unchecked]
	return 0;
}

int overwritten_bad(struct pci_dev *pdev)
{
	int ret = dma_set_mask(&pdev->dev, DMA_BIT_MASK(31));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-unchecked]

	ret = pci_enable_device(pdev);
	return ret;
}

/* Most machines can; where the device has no mask at all, the call says so. */
int wide_bad(struct platform_device *pdev)
{
	dma_set_coherent_mask(&pdev->dev, DMA_BIT_MASK(32));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-unchecked]
	return 0;
}
