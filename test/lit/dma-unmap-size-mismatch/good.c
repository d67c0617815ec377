// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same length, written in another way or kept in another place.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>

struct desc {
	u64 addr;
	u32 len, flags;
};

struct buf {
	DEFINE_DMA_UNMAP_ADDR(dma);
	DEFINE_DMA_UNMAP_LEN(len);
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct buf buf[8];
	unsigned int size;
};

void recompute(struct chan *c, struct buf *b);

int copied_length_good(struct chan *c, void *p, int len)
{
	size_t n = len;
	dma_addr_t dma = dma_map_single(c->dev, p, len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, n, DMA_TO_DEVICE);
	return 0;
}

int saved_before_change_good(struct chan *c, void *p, size_t len)
{
	size_t mapped = len;
	dma_addr_t dma = dma_map_single(c->dev, p, len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	len -= 4;
	writel(len, c->regs);
	dma_unmap_single(c->dev, dma, mapped, DMA_TO_DEVICE);
	return 0;
}

int product_either_way_good(struct chan *c, struct desc *d, unsigned int n)
{
	dma_addr_t dma = dma_map_single(c->dev, d, n * sizeof(*d), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, sizeof(struct desc) * n, DMA_TO_DEVICE);
	return 0;
}

int rounded_good(struct chan *c, void *p, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, p, ALIGN(len, 4), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, ALIGN(len, 4), DMA_TO_DEVICE);
	return 0;
}

int chosen_twice_good(struct chan *c, void *p, bool big)
{
	dma_addr_t dma = dma_map_single(c->dev, p, big ? 4096 : 512, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	if (big)
		dma_unmap_single(c->dev, dma, 4096, DMA_TO_DEVICE);
	else
		dma_unmap_single(c->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}

int kept_for_unmap_good(struct chan *c, struct sk_buff *skb)
{
	struct buf *b = &c->buf[0];
	dma_addr_t dma = dma_map_single(c->dev, skb->data, skb_headlen(skb), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_addr_set(b, dma, dma);
	dma_unmap_len_set(b, len, skb_headlen(skb));
	dma_unmap_single(c->dev, dma_unmap_addr(b, dma), dma_unmap_len(b, len), DMA_TO_DEVICE);
	return 0;
}

int maybe_changed_by_callee_good(struct chan *c, void *p)
{
	struct buf *b = &c->buf[1];

	b->len = 256;
	b->dma = dma_map_single(c->dev, p, b->len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, b->dma))
		return -ENOMEM;
	recompute(c, b);
	dma_unmap_single(c->dev, b->dma, b->len, DMA_TO_DEVICE);
	return 0;
}

int clamped_good(struct chan *c, void *p, size_t len)
{
	dma_addr_t dma;

	len = min_t(size_t, len, c->size);
	dma = dma_map_single(c->dev, p, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writel(len, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
	return 0;
}

/* Each round has its own mapping and its own length. */
int piecewise_good(struct chan *c, u8 *p, size_t left)
{
	while (left) {
		size_t n = left > 4096 ? 4096 : left;
		dma_addr_t dma = dma_map_single(c->dev, p, n, DMA_TO_DEVICE);

		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		writeq(dma, c->regs);
		dma_unmap_single(c->dev, dma, n, DMA_TO_DEVICE);
		p += n;
		left -= n;
	}
	return 0;
}
