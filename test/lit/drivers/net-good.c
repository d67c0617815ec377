// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Transmit, clean and receive of a network driver, without a mistake.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/io.h>
#include <linux/slab.h>

struct desc {
	__le64 addr;
	__le32 len, flags;
};

struct tx_buf {
	struct sk_buff *skb;
	dma_addr_t dma;
	u16 length;
	bool mapped_as_page;
};

struct rx_buf {
	struct sk_buff *skb;
	dma_addr_t dma;
};

struct ring {
	struct desc *desc;
	dma_addr_t dma;
	unsigned int size, count, next_to_use, next_to_clean;
	struct tx_buf *tx;
	struct rx_buf *rx;
};

struct adapter {
	struct net_device *netdev;
	struct device *dev;
	void __iomem *regs;
	struct ring txr, rxr;
	unsigned int rx_len;
};

int setup_ring_good(struct adapter *a, struct ring *r, unsigned int count)
{
	r->count = count;
	r->tx = kvcalloc(count, sizeof(*r->tx), GFP_KERNEL);
	if (!r->tx)
		return -ENOMEM;
	r->size = ALIGN(count * sizeof(struct desc), 4096);
	r->desc = dma_alloc_coherent(a->dev, r->size, &r->dma, GFP_KERNEL);
	if (!r->desc) {
		kvfree(r->tx);
		return -ENOMEM;
	}
	r->next_to_use = 0;
	r->next_to_clean = 0;
	return 0;
}

void free_ring_good(struct adapter *a, struct ring *r)
{
	kvfree(r->tx);
	r->tx = NULL;
	dma_free_coherent(a->dev, r->size, r->desc, r->dma);
	r->desc = NULL;
}

void unmap_and_free_tx_good(struct adapter *a, struct tx_buf *b)
{
	if (b->dma) {
		if (b->mapped_as_page)
			dma_unmap_page(a->dev, b->dma, b->length, DMA_TO_DEVICE);
		else
			dma_unmap_single(a->dev, b->dma, b->length, DMA_TO_DEVICE);
		b->dma = 0;
	}
	if (b->skb) {
		dev_kfree_skb_any(b->skb);
		b->skb = NULL;
	}
}

static int tx_map_good(struct adapter *a, struct ring *r, struct sk_buff *skb, unsigned int max)
{
	unsigned int len = skb_headlen(skb), offset = 0, size, count = 0, i, f;
	struct tx_buf *b = NULL;

	i = r->next_to_use;
	while (len) {
		b = &r->tx[i];
		size = min(len, max);
		b->length = size;
		b->mapped_as_page = false;
		b->dma = dma_map_single(a->dev, skb->data + offset, size, DMA_TO_DEVICE);
		if (dma_mapping_error(a->dev, b->dma))
			goto dma_error;
		len -= size;
		offset += size;
		count++;
		if (len) {
			i++;
			if (unlikely(i == r->count))
				i = 0;
		}
	}
	for (f = 0; f < skb_shinfo(skb)->nr_frags; f++) {
		const skb_frag_t *frag = &skb_shinfo(skb)->frags[f];

		len = skb_frag_size(frag);
		offset = 0;
		while (len) {
			i++;
			if (unlikely(i == r->count))
				i = 0;
			b = &r->tx[i];
			size = min(len, max);
			b->length = size;
			b->mapped_as_page = true;
			b->dma = skb_frag_dma_map(a->dev, frag, offset, size, DMA_TO_DEVICE);
			if (dma_mapping_error(a->dev, b->dma))
				goto dma_error;
			len -= size;
			offset += size;
			count++;
		}
	}
	r->tx[i].skb = skb;
	return count;

dma_error:
	dev_err(a->dev, "TX DMA map failed\n");
	b->dma = 0;
	while (count--) {
		if (i == 0)
			i += r->count;
		i--;
		unmap_and_free_tx_good(a, &r->tx[i]);
	}
	return 0;
}

netdev_tx_t xmit_good(struct sk_buff *skb, struct net_device *netdev)
{
	struct adapter *a = netdev_priv(netdev);
	struct ring *r = &a->txr;
	int count;

	if (unlikely(skb->len <= 0)) {
		dev_kfree_skb_any(skb);
		return NETDEV_TX_OK;
	}
	count = tx_map_good(a, r, skb, 4096);
	if (!count) {
		dev_kfree_skb_any(skb);
		r->tx[r->next_to_use].skb = NULL;
		return NETDEV_TX_OK;
	}
	r->next_to_use = (r->next_to_use + count) % r->count;
	writel(r->next_to_use, a->regs);
	return NETDEV_TX_OK;
}

/* A single-buffer transmit as small controllers have it. */
netdev_tx_t simple_xmit_good(struct sk_buff *skb, struct net_device *netdev)
{
	struct adapter *a = netdev_priv(netdev);
	struct ring *r = &a->txr;
	struct tx_buf *b = &r->tx[r->next_to_use];
	netdev_tx_t ret = NETDEV_TX_OK;
	unsigned int len;
	dma_addr_t dma;

	if (skb_put_padto(skb, ETH_ZLEN))
		return NETDEV_TX_OK;
	len = skb_headlen(skb);
	dma = dma_map_single(a->dev, skb->data, len, DMA_TO_DEVICE);
	if (dma_mapping_error(a->dev, dma)) {
		netdev_err(netdev, "DMA mapping error\n");
		dev_kfree_skb_any(skb);
		goto out;
	}
	b->skb = skb;
	b->dma = dma;
	b->length = len;
	dma_sync_single_for_device(a->dev, b->dma, b->length, DMA_TO_DEVICE);
	r->desc[r->next_to_use].addr = cpu_to_le64(dma);
	r->desc[r->next_to_use].len = cpu_to_le32(len);
	wmb();
	writel(r->next_to_use, a->regs);
out:
	return ret;
}

int refill_good(struct adapter *a, struct rx_buf *b)
{
	b->skb = netdev_alloc_skb_ip_align(a->netdev, a->rx_len);
	if (!b->skb)
		return -ENOMEM;
	b->dma = dma_map_single(a->dev, b->skb->data, a->rx_len, DMA_FROM_DEVICE);
	if (dma_mapping_error(a->dev, b->dma)) {
		netdev_err(a->netdev, "DMA mapping error\n");
		dev_kfree_skb_any(b->skb);
		b->skb = NULL;
		return -EINVAL;
	}
	b->dma &= ~(dma_addr_t)NET_IP_ALIGN;
	return 0;
}

int receive_good(struct adapter *a, int budget)
{
	struct ring *r = &a->rxr;
	int done = 0;

	while (done < budget) {
		unsigned int i = r->next_to_clean;
		struct rx_buf *b = &r->rx[i];
		u32 len = le32_to_cpu(r->desc[i].len);
		struct sk_buff *skb = b->skb;

		if (!(r->desc[i].flags & cpu_to_le32(1)))
			break;
		dma_rmb();
		if (len > a->rx_len) {
			a->netdev->stats.rx_errors++;
			goto next;
		}
		dma_unmap_single(a->dev, b->dma, a->rx_len, DMA_FROM_DEVICE);
		b->dma = 0;
		b->skb = NULL;
		skb_put(skb, len);
		skb->protocol = eth_type_trans(skb, a->netdev);
		netif_receive_skb(skb);
		if (refill_good(a, b))
			break;
		r->desc[i].addr = cpu_to_le64(b->dma);
next:
		r->desc[i].flags = 0;
		r->next_to_clean = (i + 1) % r->count;
		done++;
	}
	return done;
}

void clean_rx_ring_good(struct adapter *a)
{
	struct ring *r = &a->rxr;
	unsigned int i;

	for (i = 0; i < r->count; i++) {
		struct rx_buf *b = &r->rx[i];

		if (b->dma)
			dma_unmap_single(a->dev, b->dma, a->rx_len, DMA_FROM_DEVICE);
		b->dma = 0;
		if (b->skb) {
			dev_kfree_skb_any(b->skb);
			b->skb = NULL;
		}
	}
}
