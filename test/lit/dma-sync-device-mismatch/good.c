// RUN: %dma-lint %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>

struct port {
	struct device *dev;
	struct pci_dev *pdev;
	struct net_device *netdev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

/* Two names of one device. */
int names_good(struct port *p)
{
	struct device *dev = &p->pdev->dev;

	p->dev = dev;
	p->dma = dma_map_single(dev, p->buf, 2048, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->dma))
		return -ENOMEM;
	writeq(p->dma, p->regs);
	return 0;
}

/* p->dev may well be &p->pdev->dev. */
int receive_good(struct port *p)
{
	dma_sync_single_for_cpu(p->dev, p->dma, 2048, DMA_FROM_DEVICE);
	return *(u8 *)p->buf;
}

/* A queue that serves two kinds of devices. */
void give_good(struct port *p)
{
	struct device *dev = p->pdev ? &p->pdev->dev : p->netdev->dev.parent;

	dma_sync_single_for_device(dev, p->dma, 2048, DMA_FROM_DEVICE);
}

void close_port(struct port *p)
{
	dma_unmap_single(&p->pdev->dev, p->dma, 2048, DMA_FROM_DEVICE);
}
