// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same device, under whatever name.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/slab.h>

struct nic {
	struct pci_dev *pdev;
	struct device *dev;
	struct net_device *ndev;
	void *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

/* Set to &pdev->dev when the driver was bound. */
int kept_pointer_good(struct nic *n)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(&n->pdev->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, n->regs);
	dma_free_coherent(n->dev, 4096, p, dma);
	return 0;
}

int legacy_good(struct nic *n)
{
	dma_addr_t dma;
	void *p = pci_alloc_consistent(n->pdev, 4096, &dma);

	if (!p)
		return -ENOMEM;
	writeq(dma, n->regs);
	dma_free_coherent(&n->pdev->dev, 4096, p, dma);
	return 0;
}

int local_copy_good(struct nic *n)
{
	struct device *dev = n->ndev->dev.parent;
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, n->regs);
	dma_free_coherent(n->ndev->dev.parent, 4096, p, dma);
	return 0;
}
