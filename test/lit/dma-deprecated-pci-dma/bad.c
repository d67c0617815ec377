// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-deprecated-pci-dma' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names of old.

#include <linux/dma-compat.h>

struct ring {
	struct pci_dev *pdev;
	void *desc;
	dma_addr_t dma;
};

int alloc_bad(struct ring *r)
{
	r->desc = pci_alloc_consistent(r->pdev, 4096, &r->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-deprecated-pci-dma]
	if (!r->desc)
		return -ENOMEM;
	return 0;
}

int mask_bad(struct ring *r)
{
	return pci_set_dma_mask(r->pdev, DMA_BIT_MASK(32));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-deprecated-pci-dma]
}
