// RUN: not %dma-lint --whole-modules --min-confidence=low --checks=-dma-deprecated-*,-dma-mask-unset %s -- %shim -DDMA_COMPAT_2_6 | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA-API.txt, part Ic: masks.

#include <linux/dma-compat.h>
#include <linux/io.h>

struct card {
	struct pci_dev *pdev;
	struct device *dev;
};

int ignored_bad(struct card *c)
{
	pci_set_dma_mask(c->pdev, DMA_BIT_MASK(30));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-unchecked]
	return 0;
}

int ignored_too_bad(struct card *c)
{
	dma_set_mask(c->dev, DMA_BIT_MASK(24));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-unchecked]
	return 0;
}

int asked_good(struct card *c)
{
	if (pci_set_dma_mask(c->pdev, DMA_BIT_MASK(30)))
		return -EIO;
	return 0;
}

/* Asking changes nothing; the mask found is then set. */
int required_good(struct card *c)
{
	u64 mask = dma_get_required_mask(c->dev);

	if (mask > DMA_BIT_MASK(32) && dma_supported(c->dev, DMA_BIT_MASK(64)))
		return dma_set_mask(c->dev, DMA_BIT_MASK(64));
	return dma_set_mask(c->dev, DMA_BIT_MASK(32));
}
