// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Asked, returned, or as wide as can be.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/pci.h>
#include <linux/platform_device.h>

int asked_good(struct pci_dev *pdev)
{
	if (dma_set_mask(&pdev->dev, DMA_BIT_MASK(32)))
		return -EIO;
	return 0;
}

int returned_good(struct platform_device *pdev)
{
	return dma_set_coherent_mask(&pdev->dev, DMA_BIT_MASK(24));
}

int kept_good(struct platform_device *pdev)
{
	int ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(40));

	if (!ret)
		pdev->id = 0;
	return ret;
}

/* What the device had before it was tried. */
int restored_good(struct pci_dev *pdev, u64 mask)
{
	u64 old = *pdev->dev.dma_mask;
	int ret = dma_set_mask(&pdev->dev, mask);

	if (ret)
		dma_set_mask(&pdev->dev, old);
	return ret;
}

int everything_good(struct pci_dev *pdev)
{
	dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(64));
	return 0;
}

int quirk_good(struct pci_dev *pdev, bool quirk)
{
	int ret = 0;

	if (quirk)
		ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(48));
	else
		dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(64));
	return ret;
}

int halves_good(struct pci_dev *pdev)
{
	int ret = dma_set_mask(&pdev->dev, DMA_BIT_MASK(32));

	if (ret)
		return ret;
	dma_set_coherent_mask(&pdev->dev, DMA_BIT_MASK(32));
	return 0;
}

struct variant {
	unsigned int bits;
};

/* The coherent mask is never refused where the streaming mask was accepted. */
int of_the_variant_good(struct platform_device *pdev, const struct variant *v)
{
	if (dma_set_mask(&pdev->dev, DMA_BIT_MASK(v->bits)))
		return -EIO;
	dma_set_coherent_mask(&pdev->dev, DMA_BIT_MASK(v->bits));
	return 0;
}
