// RUN: %dma-lint --whole-modules --min-confidence=low '--checks=-*,dma-mask-unset' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A module that only helps drivers: the device is theirs, and so is the mask.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/pci.h>

struct port {
	struct pci_dev *pdev;
};

int send_good(struct port *p, void *buf)
{
	dma_addr_t dma = dma_map_single(&p->pdev->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(&p->pdev->dev, dma))
		return -ENOMEM;
	dma_unmap_single(&p->pdev->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
