// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No descriptor was free, so none has the handle: the packet is dropped, and its mapping with it.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

struct desc {
	u32 data, ctrl;
};

struct ring {
	struct desc *descs;
	int head;
};

struct nic {
	struct device *dev;
	struct ring tx;
};

static int fill_desc(struct ring *r, u32 addr, int len)
{
	struct desc *d = &r->descs[r->head];

	if (!(d->ctrl & 1))
		return -1;
	d->data = addr;
	d->ctrl = len;
	return 1;
}

netdev_tx_t transmit_bad(struct sk_buff *skb, struct nic *n)
{
	dma_addr_t dma = dma_map_single(n->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(n->dev, dma))
		goto drop;
	if (fill_desc(&n->tx, (u32)dma, skb->len) < 0)
		goto drop;
	n->tx.head++;
	return NETDEV_TX_OK;
drop:
	dev_kfree_skb(skb);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: dev_kfree_skb() frees a buffer that is still mapped {{.*}}[dma-free-while-mapped]
	return NETDEV_TX_OK;
}

netdev_tx_t transmit_good(struct sk_buff *skb, struct nic *n)
{
	dma_addr_t dma = dma_map_single(n->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(n->dev, dma))
		goto drop;
	if (fill_desc(&n->tx, (u32)dma, skb->len) < 0)
		goto unmap;
	n->tx.head++;
	return NETDEV_TX_OK;
unmap:
	dma_unmap_single(n->dev, dma, skb->len, DMA_TO_DEVICE);
drop:
	dev_kfree_skb(skb);
	return NETDEV_TX_OK;
}
