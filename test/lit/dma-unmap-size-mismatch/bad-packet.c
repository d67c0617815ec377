// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The length of a packet may change between map and unmap, but not to a multiple that is written down.

#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/skbuff.h>

struct slot {
	struct sk_buff *skb;
	dma_addr_t dma;
};

int send_good(struct device *dev, struct slot *s, struct sk_buff *skb)
{
	s->dma = dma_map_single(dev, skb->data, skb->len, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, s->dma))
		return -ENOMEM;
	s->skb = skb;
	return 0;
}

void sent_good(struct device *dev, struct slot *s)
{
	dma_unmap_single(dev, s->dma, s->skb->len, DMA_TO_DEVICE);
}

void sent_with_header_good(struct device *dev, struct slot *s)
{
	skb_pull(s->skb, 16);
	dma_unmap_single(dev, s->dma, s->skb->len + 16, DMA_TO_DEVICE);
}

void sent_bad(struct device *dev, struct slot *s)
{
	dma_unmap_single(dev, s->dma, 2 * s->skb->len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
}
