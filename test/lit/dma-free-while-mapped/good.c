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

struct rx_desc {
	__le64 addr;
	__le32 len;
};

struct rx {
	struct device *dev;
	struct rx_desc *desc;
	struct sk_buff *skbs[64];
};

int rx_fill_good(struct rx *r, struct sk_buff *skb, int i)
{
	dma_addr_t dma = dma_map_single(r->dev, skb->data, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(r->dev, dma))
		return -ENOMEM;
	r->skbs[i] = skb;
	r->desc[i].addr = cpu_to_le64(dma);
	return 0;
}

/* What one turn frees, the one before has not mapped. */
void rx_clean_good(struct rx *r)
{
	int i;

	for (i = 0; i < 64; i++) {
		if (!r->skbs[i])
			continue;
		dma_unmap_single(r->dev, le64_to_cpu(r->desc[i].addr), 2048, DMA_FROM_DEVICE);
		dev_kfree_skb_any(r->skbs[i]);
		r->skbs[i] = NULL;
	}
}

/* The packet of one slot, the handle of the next. */
void rx_shift_good(struct rx *r, int i)
{
	dma_unmap_single(r->dev, le64_to_cpu(r->desc[i].addr), 2048, DMA_FROM_DEVICE);
	dev_kfree_skb_any(r->skbs[i]);
	dma_unmap_single(r->dev, le64_to_cpu(r->desc[i + 1].addr), 2048, DMA_FROM_DEVICE);
	dev_kfree_skb_any(r->skbs[i + 1]);
}

struct part {
	struct page *page;
	dma_addr_t dma;
};

struct desc {
	struct part used, whole;
};

int part_fill_good(struct device *dev, struct desc *d, int i, struct page *page)
{
	d[i].whole.dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, d[i].whole.dma))
		return -ENOMEM;
	d[i].whole.page = page;
	d[i].used = d[i].whole;
	return 0;
}

/* One reference of several, of a page that has a structure of its own; turn after turn. */
void part_clean_good(struct device *dev, struct desc *d, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		if (d[i].used.page)
			put_page(d[i].used.page);
		if (d[i].whole.page) {
			dma_unmap_page(dev, d[i].whole.dma, PAGE_SIZE, DMA_FROM_DEVICE);
			put_page(d[i].whole.page);
		}
	}
}
