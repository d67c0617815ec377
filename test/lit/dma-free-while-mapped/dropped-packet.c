// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The descriptor that is to take a packet refuses it: the packet is dropped, and its mapping with it.

#include <linux/dma-mapping.h>
#include <linux/netdevice.h>

struct ring {
	struct device *dev;
	u32 *desc;
	unsigned int at, free;
};

struct out {
	struct device *dev;
	struct ring ring;
};

int ring_put(struct ring *r, u32 addr, u32 len);	/* of another file: negative if it is full */

netdev_tx_t drop_bad(struct sk_buff *skb, struct net_device *ndev)
{
	struct out *o = netdev_priv(ndev);
	dma_addr_t dma = dma_map_single(o->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(o->dev, dma))
		goto drop;
	if (ring_put(&o->ring, (u32)dma, skb->len) < 0)
		goto drop;
	return NETDEV_TX_OK;
drop:
	dev_kfree_skb_any(skb);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}frees a buffer that is still mapped{{.*}}[dma-free-while-mapped]
	return NETDEV_TX_OK;
}

netdev_tx_t drop_good(struct sk_buff *skb, struct net_device *ndev)
{
	struct out *o = netdev_priv(ndev);
	dma_addr_t dma = dma_map_single(o->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(o->dev, dma))
		goto drop;
	if (ring_put(&o->ring, (u32)dma, skb->len) < 0)
		goto unmap;
	return NETDEV_TX_OK;
unmap:
	dma_unmap_single(o->dev, dma, skb->len, DMA_TO_DEVICE);
drop:
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}
