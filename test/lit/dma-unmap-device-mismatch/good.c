// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One device under several names.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>

struct priv {
	struct pci_dev *pdev;
	struct net_device *ndev;
	struct device *dev;
	void __iomem *regs;
};

int alias_good(struct priv *p, void *buf)
{
	struct device *dev = &p->pdev->dev;
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	writeq(dma, p->regs);
	dma_unmap_single(&p->pdev->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int stored_alias_good(struct priv *p, struct pci_dev *pdev, void *buf)
{
	dma_addr_t dma;

	p->pdev = pdev;
	p->dev = &pdev->dev;
	dma = dma_map_single(p->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(&pdev->dev, dma))
		return -ENOMEM;
	dma_unmap_single(&p->pdev->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* p->dev was set in probe; nobody knows here that it is the same, or that it is not. */
int unknown_alias_good(struct priv *p, void *buf)
{
	dma_addr_t dma = dma_map_single(p->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(p->dev, dma))
		return -ENOMEM;
	dma_unmap_single(&p->pdev->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int parent_good(struct priv *p, void *buf)
{
	dma_addr_t dma = dma_map_single(p->ndev->dev.parent, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(p->ndev->dev.parent, dma))
		return -ENOMEM;
	dma_unmap_single(&p->pdev->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int there_and_back_good(struct device *dev, void *buf)
{
	struct pci_dev *pdev = to_pci_dev(dev);
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	dma_unmap_single(&pdev->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int legacy_pci_good(struct pci_dev *pdev, void *buf)
{
	dma_addr_t dma = pci_map_single(pdev, buf, 64, PCI_DMA_TODEVICE);

	if (dma_mapping_error(&pdev->dev, dma))
		return -ENOMEM;
	dma_unmap_single(&pdev->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
