// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handle that only the descriptor keeps; but all maps of the driver are for another device.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/skbuff.h>

struct desc {
	__le32 addr, len;
};

struct port {
	struct pci_dev *pdev;
	struct net_device *ndev;
	struct desc *tx;
};

int map_good(struct port *p, struct sk_buff *skb, int i)
{
	dma_addr_t dma = dma_map_single(&p->pdev->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(&p->pdev->dev, dma))
		return -ENOMEM;
	p->tx[i].addr = cpu_to_le32(dma);
	p->tx[i].len = cpu_to_le32(skb->len);
	return 0;
}

void parent_bad(struct port *p, int i)
{
	dma_unmap_single(p->pdev->dev.parent, le32_to_cpu(p->tx[i].addr),
			 le32_to_cpu(p->tx[i].len), DMA_TO_DEVICE);
	// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-device-mismatch]
}

void interface_bad(struct port *p, int i)
{
	dma_unmap_single(&p->ndev->dev, le32_to_cpu(p->tx[i].addr), le32_to_cpu(p->tx[i].len),
			 DMA_TO_DEVICE);
	// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-device-mismatch]
}
