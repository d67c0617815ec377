// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A host controller sets its own mask.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/pci.h>
#include <linux/usb.h>

struct usb_hcd {
	struct usb_bus self;
};

int controller_good(struct usb_hcd *hcd)
{
	return dma_set_mask_and_coherent(hcd->self.controller, DMA_BIT_MASK(64));
}

int pci_good(struct pci_dev *pdev)
{
	int ret = dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));

	if (ret)
		return ret;
	return 0;
}
