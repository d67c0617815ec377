// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One device, though by two names.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/pci.h>

struct chan {
	struct device *dev, *parent;
	void __iomem *regs;
	dma_addr_t tx, rx;
	u64 *ring;
};

struct nic {
	struct pci_dev *pdev;
	struct device *dev;
	void __iomem *regs;
};

int local_good(struct nic *n, void *buf, size_t len)
{
	struct device *dev = &n->pdev->dev;
	dma_addr_t dma = dma_map_single(&n->pdev->dev, buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	writeq(dma, n->regs);
	dma_unmap_single(dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

/* Whether the pointer is to the member or to something else, probe knows. */
int member_good(struct nic *n, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(n->dev, buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(&n->pdev->dev, dma))
		return -ENOMEM;
	writeq(dma, n->regs);
	dma_unmap_single(n->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}
