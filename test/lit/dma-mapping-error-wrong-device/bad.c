// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One device maps, another is asked.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>

struct chan {
	struct device *dev, *parent;
	void __iomem *regs;
	dma_addr_t tx, rx;
	u64 *ring;
};

struct nic {
	struct net_device *ndev;
	struct pci_dev *pdev;
	void __iomem *regs;
};

int parent_bad(struct device *dev, struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(dev->parent, buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-wrong-device]
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(dev->parent, dma, len, DMA_TO_DEVICE);
	return 0;
}

/* The network device is no device that does DMA. */
int netdev_bad(struct nic *n, struct sk_buff *skb)
{
	dma_addr_t dma = dma_map_single(&n->pdev->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(&n->ndev->dev, dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-wrong-device]
		return -ENOMEM;
	writeq(dma, n->regs);
	dma_unmap_single(&n->pdev->dev, dma, skb->len, DMA_TO_DEVICE);
	return 0;
}
