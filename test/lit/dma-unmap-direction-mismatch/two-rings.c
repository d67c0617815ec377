// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One structure for the buffers of both rings: the way to the record tells which ring it is of.

#include <linux/dma-mapping.h>
#include <linux/netdevice.h>
#include <linux/slab.h>

#define RX_BUF 2048
#define RING 16

struct nic_slot {
	struct sk_buff *skb;
	dma_addr_t dma;
};

struct nic {
	struct device *dev;
	struct nic_slot tx[RING];
	struct nic_slot *rx;
};

/* The slot is a parameter; where callers found it is known. */
static int nic_refill(struct nic *n, struct nic_slot *slot)
{
	slot->dma = dma_map_single(n->dev, slot->skb->data, RX_BUF, DMA_FROM_DEVICE);
	return dma_mapping_error(n->dev, slot->dma) ? -ENOMEM : 0;
}

int nic_fill(struct nic *n)
{
	int i;

	n->rx = kcalloc(RING, sizeof(*n->rx), GFP_KERNEL);
	if (!n->rx)
		return -ENOMEM;
	for (i = 0; i < RING; i++) {
		n->rx[i].skb = dev_alloc_skb(RX_BUF);
		if (!n->rx[i].skb || nic_refill(n, &n->rx[i]))
			break;
	}
	return 0;
}

int nic_queue(struct nic *n, struct sk_buff *skb, unsigned int at)
{
	struct nic_slot *slot = &n->tx[at % RING];

	slot->dma = dma_map_single(n->dev, skb->data, skb->len, DMA_TO_DEVICE);
	if (dma_mapping_error(n->dev, slot->dma))
		return -ENOMEM;
	slot->skb = skb;
	return 0;
}

void nic_rx_stop_bad(struct nic *n)
{
	int i;

	for (i = 0; i < RING; i++)
		dma_unmap_single(n->dev, n->rx[i].dma, RX_BUF, DMA_TO_DEVICE);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'dma' in {{.*}}[mapped with DMA_FROM_DEVICE] [unmapped with DMA_TO_DEVICE] [dma-unmap-direction-mismatch]
}

void nic_rx_size_bad(struct nic *n)
{
	int i;

	for (i = 0; i < RING; i++)
		dma_unmap_single(n->dev, n->rx[i].dma, PAGE_SIZE, DMA_FROM_DEVICE);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'dma' in {{.*}}[dma-unmap-size-mismatch]
}

void nic_tx_done_bad(struct nic *n, unsigned int at)
{
	struct nic_slot *slot = &n->tx[at % RING];

	dma_unmap_single(n->dev, slot->dma, slot->skb->len, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'dma' in {{.*}}[mapped with DMA_TO_DEVICE] [unmapped with DMA_FROM_DEVICE] [dma-unmap-direction-mismatch]
}

void nic_rx_look_bad(struct nic *n, unsigned int at)
{
	dma_sync_single_for_cpu(n->dev, n->rx[at % RING].dma, RX_BUF, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'dma' in {{.*}}[dma-sync-direction-mismatch]
	dma_sync_single_for_cpu(n->dev, n->rx[at % RING].dma, 2 * RX_BUF, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}goes beyond the mapping{{.*}}[dma-sync-out-of-range]
}

void nic_stop_good(struct nic *n, unsigned int at)
{
	dma_unmap_single(n->dev, n->rx[at % RING].dma, RX_BUF, DMA_FROM_DEVICE);
	dma_unmap_single(n->dev, n->tx[at % RING].dma, n->tx[at % RING].skb->len, DMA_TO_DEVICE);
}

/* A ring that both directions have in common, and what is found in a list: no way is known. */
struct port_slot {
	struct sk_buff *skb;
	dma_addr_t dma;
};

struct port_ring {
	struct port_slot slots[RING];
};

struct port {
	struct device *dev;
	struct port_ring *tx, *rx;
	struct port_slot spare;
};

static int port_map(struct port *p, struct port_ring *r, int i, struct sk_buff *skb)
{
	r->slots[i].dma = dma_map_single(p->dev, skb->data, RX_BUF, DMA_FROM_DEVICE);
	return dma_mapping_error(p->dev, r->slots[i].dma) ? -ENOMEM : 0;
}

static int port_send(struct port *p, struct port_ring *r, int i, struct sk_buff *skb)
{
	r->slots[i].dma = dma_map_single(p->dev, skb->data, RX_BUF, DMA_TO_DEVICE);
	return dma_mapping_error(p->dev, r->slots[i].dma) ? -ENOMEM : 0;
}

int port_fill(struct port *p, struct sk_buff *skb)
{
	return port_map(p, p->rx, 0, skb);
}

int port_xmit(struct port *p, struct sk_buff *skb)
{
	return port_send(p, p->tx, 0, skb);
}

void port_clean_good(struct port *p, struct port_ring *r, bool sent)
{
	if (sent)
		dma_unmap_single(p->dev, r->slots[0].dma, RX_BUF, DMA_TO_DEVICE);
	else
		dma_unmap_single(p->dev, r->slots[0].dma, RX_BUF, DMA_FROM_DEVICE);
}

/* What is sent is kept beside the rings meanwhile: the handle goes from one record to another. */
struct swap_slot {
	struct sk_buff *skb;
	dma_addr_t dma;
};

struct swap {
	struct device *dev;
	struct swap_slot in[RING], out[RING];
};

int swap_in(struct swap *s, struct sk_buff *skb, int i)
{
	s->in[i].dma = dma_map_single(s->dev, skb->data, RX_BUF, DMA_FROM_DEVICE);
	return dma_mapping_error(s->dev, s->in[i].dma) ? -ENOMEM : 0;
}

int swap_out(struct swap *s, struct sk_buff *skb, int i)
{
	s->out[i].dma = dma_map_single(s->dev, skb->data, RX_BUF, DMA_TO_DEVICE);
	return dma_mapping_error(s->dev, s->out[i].dma) ? -ENOMEM : 0;
}

void swap_over(struct swap *s, int i)
{
	s->in[i].dma = s->out[i].dma;
}

void swap_done_good(struct swap *s, int i)
{
	dma_unmap_single(s->dev, s->in[i].dma, RX_BUF, DMA_TO_DEVICE);
}
