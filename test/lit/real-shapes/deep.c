// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A chain of pointers deeper than the engine follows, read again after a call that may change it.
//
// RUN: %dma-lint %s -- %shim | count 0

#include <linux/dma-mapping.h>
#include <linux/skbuff.h>

struct node {
	struct node *n;
	int mapped;
	struct device *dev;
	dma_addr_t dma;
};

void change(struct node *n);

void deep_good(struct node *n)
{
	if (n[1].n->n->n->n->n->n->n->n->n->n->n->n->n->n->n
	    ->n->n->n->n->n->n->n->n->n->n->n->n->n->n->n->mapped)
		change(n);
	if (n[1].n->n->n->n->n->n->n->n->n->n->n->n->n->n->n
	    ->n->n->n->n->n->n->n->n->n->n->n->n->n->n->n->mapped)
		dma_unmap_single(n->dev, n->dma, 64, DMA_TO_DEVICE);
}

struct packet {
	struct packet *next;
	struct sk_buff *skb;
};

/* What is done to the length of a packet that deep is not known, and nobody falls over it. */
#define DEEP(n, skb)								\
	void deep_packet_##n##_good(struct device *dev, struct packet *p)	\
	{									\
		skb_put(skb, 14);						\
		skb_pull(skb, 2);						\
		dma_unmap_single(dev, 0x1000, skb->len, DMA_TO_DEVICE);		\
	}

DEEP(8, p->next->next->next->next->next->next->next->next->skb)
DEEP(9, p->next->next->next->next->next->next->next->next->next->skb)
DEEP(10, p->next->next->next->next->next->next->next->next->next->next->skb)
DEEP(11, p->next->next->next->next->next->next->next->next->next->next->next->skb)
