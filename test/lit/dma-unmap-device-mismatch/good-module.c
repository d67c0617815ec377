// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The parent is the device of the maps, too, under a name of its own.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

struct desc {
	__le32 addr, len;
};

struct port {
	struct net_device *ndev;
	struct device *dma_dev;
	struct desc *tx;
};

void setup_good(struct port *p)
{
	p->dma_dev = p->ndev->dev.parent;
}

int map_good(struct port *p, struct sk_buff *skb, int i)
{
	dma_addr_t dma = dma_map_single(p->dma_dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(p->dma_dev, dma))
		return -ENOMEM;
	p->tx[i].addr = cpu_to_le32(dma);
	p->tx[i].len = cpu_to_le32(skb->len);
	return 0;
}

void unmap_good(struct port *p, int i)
{
	dma_unmap_single(p->ndev->dev.parent, le32_to_cpu(p->tx[i].addr),
			 le32_to_cpu(p->tx[i].len), DMA_TO_DEVICE);
}
