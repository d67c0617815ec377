// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A packet's length and data move between the map and the unmap.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/skbuff.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int pulled_bad(struct chan *c, struct sk_buff *skb)
{
	dma_addr_t dma = dma_map_single(c->dev, skb->data, skb->len, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	skb_pull(skb, 4);
	dma_unmap_single(c->dev, dma, skb->len, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}

int put_bad(struct chan *c, struct sk_buff *skb)
{
	dma_addr_t dma;

	skb_reserve(skb, 2);
	dma = dma_map_single(c->dev, skb->data, skb->len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	skb_put(skb, 4);
	dma_unmap_single(c->dev, dma, skb->len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}

/* The header is put in front of what is mapped, and that is all that is written. */
int pushed_good(struct chan *c, struct sk_buff *skb)
{
	u32 *header;
	dma_addr_t dma = dma_map_single(c->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	header = skb_push(skb, 4);
	*header = 0;
	skb_pull(skb, 4);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, skb->len, DMA_TO_DEVICE);
	return 0;
}

/* The header that was pushed before the map is part of it. */
int header_bad(struct chan *c, struct sk_buff *skb)
{
	u32 *header = skb_push(skb, 4);
	dma_addr_t dma = dma_map_single(c->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	*header = 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cpu-write-while-mapped]
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, skb->len, DMA_TO_DEVICE);
	return 0;
}

int filled_good(struct chan *c, struct sk_buff *skb, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, skb->data, len, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
	skb_put(skb, len);
	return 0;
}
