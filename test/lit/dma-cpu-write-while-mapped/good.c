// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writing before the map, or with the syncs, or beside the buffer.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/string.h>

struct cmd {
	u32 op;
	u32 len;
	u64 next;
};

struct request {
	struct cmd cmd;
	dma_addr_t dma;
	u32 state;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t ring[16];
};

int before_good(struct chan *c, struct cmd *cmd, u32 op)
{
	dma_addr_t dma;

	memset(cmd, 0, sizeof(*cmd));
	cmd->op = op;
	dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		cmd->op = 0;
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(*cmd), DMA_TO_DEVICE);
	cmd->op = 0;
	return 0;
}

/* Taken back, written, given back. */
int synced_good(struct chan *c, struct cmd *cmd, u32 op)
{
	dma_addr_t dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, sizeof(*cmd), DMA_TO_DEVICE);
	cmd->op = op;
	dma_sync_single_for_device(c->dev, dma, sizeof(*cmd), DMA_TO_DEVICE);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(*cmd), DMA_TO_DEVICE);
	return 0;
}

/* The second half of the pair is what makes the device see it. */
int pushed_out_good(struct chan *c, struct cmd *cmd, u32 op)
{
	dma_addr_t dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	cmd->op = op;
	dma_sync_single_for_device(c->dev, dma, sizeof(*cmd), DMA_TO_DEVICE);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(*cmd), DMA_TO_DEVICE);
	return 0;
}

/* The driver's own notes lie behind the part that is mapped. */
int beside_good(struct chan *c, struct request *r)
{
	dma_addr_t dma = dma_map_single(c->dev, &r->cmd, sizeof(r->cmd), DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	r->dma = dma;
	r->state = 1;
	writeq(dma, c->regs);
	return 0;
}

/* The packet's own fields are not its data. */
int skb_good(struct chan *c, struct sk_buff *skb, int n)
{
	dma_addr_t dma = dma_map_single(c->dev, skb->data, skb->len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	c->ring[n] = dma;
	skb->ip_summed = 1;
	memset(skb->cb, 0, sizeof(skb->cb));
	writeq(dma, c->regs);
	return 0;
}

struct hash {
	u8 cache[64] __attribute__((aligned(64)));
	dma_addr_t cache_dma;
	u32 used;
};

/* How much of the array is mapped is not known, but no more than the array. */
int behind_good(struct chan *c, struct hash *h, size_t len)
{
	h->cache_dma = dma_map_single(c->dev, h->cache, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, h->cache_dma))
		return -ENOMEM;
	h->used = 0;
	writeq(h->cache_dma, c->regs);
	return 0;
}

struct table {
	u32 entry[64];
	dma_addr_t self;
};

/* Its own address is for the driver only. */
int self_good(struct chan *c, struct table *t)
{
	t->self = dma_map_single(c->dev, t, sizeof(*t), DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, t->self))
		return -ENOMEM;
	writeq(t->self, c->regs);
	return 0;
}

void flush_dcache_range(unsigned long start, unsigned long end);

/* This one does what a sync does. */
int by_hand_good(struct chan *c, u32 *entry, u32 value)
{
	dma_addr_t dma = dma_map_single(c->dev, entry, 4096, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	entry[3] = value;
	flush_dcache_range((unsigned long)&entry[3], (unsigned long)&entry[4]);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 4096, DMA_TO_DEVICE);
	return 0;
}

/* What is behind the mapped bytes is not the device's. */
int parity_good(struct chan *c, u8 *data, const u8 *parity, u32 bytes, u32 len)
{
	dma_addr_t dma = dma_map_single(c->dev, data, bytes, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	memcpy(data + bytes, parity, len);
	dma_unmap_single(c->dev, dma, bytes, DMA_TO_DEVICE);
	return 0;
}

struct kept {
	dma_addr_t dma;
	void *page;
};

dma_addr_t kept_address(struct kept *k);

/* The handle of the sync is looked up; nobody here can tell that it is the same. */
int looked_up_good(struct chan *c, struct kept *k, const void *from, u32 len)
{
	k->dma = dma_map_single(c->dev, k->page, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, k->dma))
		return -ENOMEM;
	memcpy(k->page, from, len);
	dma_sync_single_for_device(c->dev, kept_address(k), len, DMA_TO_DEVICE);
	return 0;
}

/* The second map of the page brings to memory what was written after the first. */
int mapped_again_good(struct chan *c, u8 *page, const void *from, u32 len)
{
	dma_addr_t whole = dma_map_single(c->dev, page, 4096, DMA_TO_DEVICE), part;

	if (dma_mapping_error(c->dev, whole))
		return -ENOMEM;
	memcpy(page + 64, from, len);
	part = dma_map_single(c->dev, page + 64, len, DMA_TO_DEVICE);
	if (!dma_mapping_error(c->dev, part)) {
		writeq(part, c->regs);
		dma_unmap_single(c->dev, part, len, DMA_TO_DEVICE);
	}
	dma_unmap_single(c->dev, whole, 4096, DMA_TO_DEVICE);
	return 0;
}
