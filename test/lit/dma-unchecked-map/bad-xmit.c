// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Head checked, fragments not: the usual transmit function of a network driver.

#include <linux/io.h>
#include <linux/netdevice.h>

struct tx_buf {
	struct sk_buff *skb;
	DEFINE_DMA_UNMAP_ADDR(dma);
	DEFINE_DMA_UNMAP_LEN(len);
};

struct priv {
	struct device *dev;
	void __iomem *regs;
	struct tx_buf tx[64];
	unsigned int head;
};

netdev_tx_t xmit_bad(struct sk_buff *skb, struct net_device *ndev)
{
	struct priv *p = netdev_priv(ndev);
	struct tx_buf *b = &p->tx[p->head % 64];
	unsigned int len = skb_headlen(skb);
	dma_addr_t dma;
	int f;

	dma = dma_map_single(p->dev, skb->data, len, DMA_TO_DEVICE);
	if (unlikely(dma_mapping_error(p->dev, dma))) {
		dev_kfree_skb_any(skb);
		ndev->stats.tx_dropped++;
		return NETDEV_TX_OK;
	}
	dma_unmap_addr_set(b, dma, dma);
	dma_unmap_len_set(b, len, len);

	for (f = 0; f < skb_shinfo(skb)->nr_frags; f++) {
		const skb_frag_t *frag = &skb_shinfo(skb)->frags[f];

		b = &p->tx[++p->head % 64];
		len = skb_frag_size(frag);
		dma = skb_frag_dma_map(p->dev, frag, 0, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]
		dma_unmap_addr_set(b, dma, dma);
		dma_unmap_len_set(b, len, len);
		writeq(dma, p->regs);
	}
	b->skb = skb;
	p->head++;
	return NETDEV_TX_OK;
}
