// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unmapped first, or not the mapped buffer, or not the last reference.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t ring[16];
	void *buf;
};

int wait_for_device(struct chan *c);

int unmap_first_good(struct chan *c, size_t len)
{
	void *buf = kmalloc(len, GFP_KERNEL);
	dma_addr_t dma;
	int ret = -ENOMEM;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		goto free;
	writeq(dma, c->regs);
	ret = wait_for_device(c);
	dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
free:
	kfree(buf);
	return ret;
}

/* What is freed is what the buffer was made from. */
int other_memory_good(struct chan *c, void *from, size_t len)
{
	void *buf = kmemdup(from, len, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(buf);
		return -ENOMEM;
	}
	kfree(from);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	kfree(buf);
	return 0;
}

/* The list's head, a pointer to the buffer: not the buffer. */
int holder_good(struct chan **pc)
{
	struct chan *c = *pc;
	dma_addr_t dma = dma_map_single(c->dev, c->buf, 64, DMA_TO_DEVICE);
	struct device *dev = c->dev;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_device(c);
	kfree(c);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* Two references: one for the device, one for the stack. */
int reference_good(struct chan *c, struct page *page, int n)
{
	dma_addr_t dma;

	get_page(page);
	dma = dma_map_page(c->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		put_page(page);
		return -ENOMEM;
	}
	c->ring[n] = dma;
	writeq(dma, c->regs);
	put_page(page);
	return 0;
}

/* Freed where the map failed; a flag remembers. */
int flag_good(struct chan *c, size_t len)
{
	void *buf = kmalloc(len, GFP_KERNEL);
	bool mapped = true;
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(buf);
		mapped = false;
	}
	if (mapped) {
		writeq(dma, c->regs);
		dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
		kfree(buf);
	}
	return 0;
}

/* How many entries the loop unmaps is not known; the packet's head is one of them. */
int unwind_good(struct chan *c, struct sk_buff *skb, int first)
{
	int i = first;
	dma_addr_t dma;

	dma = dma_map_single(c->dev, skb->data, skb_headlen(skb), DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		goto drop;
	c->ring[i++] = dma;
	if (wait_for_device(c))
		goto unmap;
	return 0;
unmap:
	while (i-- > first)
		dma_unmap_single(c->dev, c->ring[i], skb_headlen(skb), DMA_TO_DEVICE);
drop:
	dev_kfree_skb_any(skb);
	return 0;
}

struct entry {
	struct sk_buff *skb;
	void *private;
	dma_addr_t dma;
	u32 len;
};

struct ring {
	struct device *dev;
	void __iomem *regs;
	struct entry entry[64];
};

int queue_good(struct ring *r, struct sk_buff *skb, int n)
{
	struct entry *e = &r->entry[n];

	e->dma = dma_map_single(r->dev, skb->data, skb->len, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, e->dma))
		return -ENOMEM;
	e->skb = skb;
	e->len = skb->len;
	writeq(e->dma, r->regs);
	return 0;
}

/* Another member, another entry, and the right order. */
void reap_good(struct ring *r, int n)
{
	struct entry *e = &r->entry[n];

	kfree(e->private);
	dma_unmap_single(r->dev, e->dma, e->len, DMA_TO_DEVICE);
	dev_kfree_skb_any(e->skb);
	e = &r->entry[n + 1];
	dma_unmap_single(r->dev, e->dma, e->len, DMA_TO_DEVICE);
	dev_kfree_skb_any(e->skb);
}

/* What failed in the middle of a refill: there is no mapping of this one. */
void give_up_good(struct ring *r, int n)
{
	struct entry *e = &r->entry[n];

	if (e->skb)
		dev_kfree_skb_any(e->skb);
	else if (e->dma)
		dma_unmap_single(r->dev, e->dma, e->len, DMA_TO_DEVICE);
}
