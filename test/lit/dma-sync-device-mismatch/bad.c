// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mapped for the device that does the DMA, synced for one that sits on it.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>

struct port {
	struct pci_dev *pdev;
	struct net_device *netdev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

int local_bad(struct pci_dev *pdev, struct net_device *netdev, u8 *buf, void __iomem *regs)
{
	dma_addr_t dma = dma_map_single(&pdev->dev, buf, 2048, DMA_FROM_DEVICE);
	int first;

	if (dma_mapping_error(&pdev->dev, dma))
		return -ENOMEM;
	writeq(dma, regs);
	dma_sync_single_for_cpu(&netdev->dev, dma, 2048, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-device-mismatch]
	first = buf[0];
	dma_unmap_single(&pdev->dev, dma, 2048, DMA_FROM_DEVICE);
	return first;
}

int parent_bad(struct device *dev, u8 *buf, void __iomem *regs)
{
	dma_addr_t dma = dma_map_single(dev->parent, buf, 2048, DMA_FROM_DEVICE);
	int first;

	if (dma_mapping_error(dev->parent, dma))
		return -ENOMEM;
	writeq(dma, regs);
	dma_sync_single_for_cpu(dev, dma, 2048, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-device-mismatch]
	first = buf[0];
	dma_unmap_single(dev->parent, dma, 2048, DMA_FROM_DEVICE);
	return first;
}

/* Mapped when the interface goes up, synced when a frame comes. */
int open_port(struct port *p)
{
	p->dma = dma_map_single(&p->pdev->dev, p->buf, 2048, DMA_FROM_DEVICE);
	if (dma_mapping_error(&p->pdev->dev, p->dma))
		return -ENOMEM;
	writeq(p->dma, p->regs);
	return 0;
}

int receive_bad(struct port *p)
{
	dma_sync_single_for_cpu(&p->netdev->dev, p->dma, 2048, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-device-mismatch]
	return *(u8 *)p->buf;
}

void close_port(struct port *p)
{
	dma_unmap_single(&p->pdev->dev, p->dma, 2048, DMA_FROM_DEVICE);
}
