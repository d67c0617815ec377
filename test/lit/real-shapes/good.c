// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Correct code of the shapes that once made dma-lint speak on real drivers of 6.12. The driver is
// named; the code is ours.
//
// RUN: %dma-lint %s -- %shim | count 0

#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct task {
	int proto, len;
	struct scatterlist *sgl;
};

struct buf {
	struct list_head list;
	struct device *dev;
	void *cpu;
	dma_addr_t dma, ring_dma, tx_dma;
	unsigned long flags;
	struct sg_table *sgt;
	void **pages;
};

#define BUF_STREAMING 1UL

int start_hw(struct device *dev);
int give(struct buf *b);

/* aic94xx: the same question is asked when mapping and when undoing it. */
static inline int is_ata(int proto)
{
	return proto == 3 || proto == 5;
}

int asked_twice_good(struct device *dev, struct task *t)
{
	int n = 1;

	if (!is_ata(t->proto)) {
		n = dma_map_sg(dev, t->sgl, t->len, DMA_TO_DEVICE);
		if (!n)
			return -ENOMEM;
	}
	if (start_hw(dev)) {
		if (!is_ata(t->proto))
			dma_unmap_sg(dev, t->sgl, t->len, DMA_TO_DEVICE);
		return -EIO;
	}
	return 0;
}

/* virtio_console: whether dev is set says how to free, and the holder has been handed on. */
static void free_either(struct buf *b)
{
	if (!b->dev)
		kfree(b->cpu);
	else
		dma_free_coherent(b->dev, 64, b->cpu, b->dma);
	kfree(b);
}

int freed_by_flag_good(struct device *dev)
{
	struct buf *b = kzalloc(sizeof(*b), GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	b->dev = dev;
	b->cpu = dma_alloc_coherent(dev, 64, &b->dma, GFP_KERNEL);
	if (!b->cpu) {
		kfree(b);
		return -ENOMEM;
	}
	if (give(b))
		free_either(b);
	return 0;
}

/* b44: a flag of the structure tells coherent memory from a mapping. */
static void release_by_flag(struct buf *b)
{
	if (b->flags & BUF_STREAMING) {
		dma_unmap_single(b->dev, b->ring_dma, 4096, DMA_BIDIRECTIONAL);
		kfree(b->cpu);
	} else {
		dma_free_coherent(b->dev, 4096, b->cpu, b->ring_dma);
	}
	b->flags &= ~BUF_STREAMING;
}

int released_by_flag_good(struct buf *b)
{
	b->cpu = dma_alloc_coherent(b->dev, 4096, &b->ring_dma, GFP_KERNEL);
	if (!b->cpu) {
		b->cpu = kzalloc(4096, GFP_KERNEL);
		if (!b->cpu)
			return -ENOMEM;
		b->ring_dma = dma_map_single(b->dev, b->cpu, 4096, DMA_BIDIRECTIONAL);
		if (dma_mapping_error(b->dev, b->ring_dma)) {
			kfree(b->cpu);
			return -ENOMEM;
		}
		b->flags |= BUF_STREAMING;
	}
	if (start_hw(b->dev)) {
		release_by_flag(b);
		return -EIO;
	}
	return 0;
}

/* ipw2100: the first element of a list is another one after list_del(). */
static int complete_first(struct buf *owner, struct list_head *pending)
{
	struct buf *b;

	if (list_empty(pending))
		return 0;
	b = list_entry(pending->next, struct buf, list);
	list_del(&b->list);
	dma_unmap_single(owner->dev, b->tx_dma, 64, DMA_TO_DEVICE);
	return 1;
}

void complete_two_good(struct buf *owner)
{
	complete_first(owner, &owner->list);
	complete_first(owner, &owner->list);
}

/* mlx5: records come out of a queue by value. */
struct info {
	dma_addr_t dma;
	int kind;
};

struct info pop(struct buf *queue);

void popped_by_value_good(struct buf *queue)
{
	struct info i = pop(queue);

	dma_unmap_single(queue->dev, i.dma, 64, DMA_TO_DEVICE);
	i = pop(queue);
	dma_unmap_single(queue->dev, i.dma, 64, DMA_TO_DEVICE);
}

/* srp: two failures of a helper meet before it returns; both are negative. */
static int map_and_index(struct device *dev, struct task *t)
{
	int ret = dma_map_sg(dev, t->sgl, t->len, DMA_TO_DEVICE);

	if (!ret)
		return -EIO;
	ret = start_hw(dev);
	if (ret < 0)
		goto unmap;
	return 0;
unmap:
	dma_unmap_sg(dev, t->sgl, t->len, DMA_TO_DEVICE);
	if (ret == -ENOMEM && t->len > 8)
		ret = -E2BIG;
	return ret;
}

int helper_undid_it_good(struct device *dev, struct task *t)
{
	int ret = map_and_index(dev, t);

	if (ret < 0)
		return ret;
	if (start_hw(dev)) {
		dma_unmap_sg(dev, t->sgl, t->len, DMA_TO_DEVICE);
		return -EIO;
	}
	return 0;
}

/* tegra: what is not IS_ERR() is not NULL either, and guards the unmap. */
void **get_pages(struct buf *b);
struct sg_table *get_table(struct buf *b);

static void put_table(struct buf *b)
{
	if (b->pages)
		dma_unmap_sgtable(b->dev, b->sgt, DMA_FROM_DEVICE, 0);
	else if (b->cpu)
		kfree(b->cpu);
}

int guarded_by_pointer_good(struct buf *b)
{
	int ret;

	b->pages = get_pages(b);
	if (IS_ERR(b->pages))
		return PTR_ERR(b->pages);
	b->sgt = get_table(b);
	if (IS_ERR(b->sgt))
		return PTR_ERR(b->sgt);
	ret = dma_map_sgtable(b->dev, b->sgt, DMA_FROM_DEVICE, 0);
	if (ret)
		return ret;
	ret = give(b);
	if (ret < 0) {
		put_table(b);
		return ret;
	}
	return 0;
}

/* aacraid: a copy of the caller's list, seen as another type, has the caller's count. */
struct list32 {
	u32 count;
	u32 addr[4];
};

struct list64 {
	u32 count;
	u64 addr[4];
};

int no_direction_without_entries_good(struct device *dev, struct list32 *given, int flags, void *p)
{
	enum dma_data_direction dir = flags == 1   ? DMA_TO_DEVICE
				      : flags == 2 ? DMA_FROM_DEVICE
						   : DMA_NONE;
	struct list64 *copy;
	dma_addr_t dma;
	u32 i;

	if (dir == DMA_NONE && given->count)
		return -EINVAL;
	copy = kmemdup(given, sizeof(*given), GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	for (i = 0; i < copy->count; i++) {
		dma = dma_map_single(dev, p, 64, dir);
		if (dma_mapping_error(dev, dma))
			break;
		dma_unmap_single(dev, dma, 64, dir);
	}
	kfree(copy);
	return 0;
}

/* ath12k: tried again with the next ring; the handle lives in memory that others fill. */
struct ring_entry {
	dma_addr_t ext_dma;
};

int fill(struct ring_entry *e, int again);

int retried_good(struct device *dev, struct ring_entry *e)
{
	int tries = 0;

again:
	if (fill(e, tries)) {
		if (e->ext_dma)
			dma_unmap_single(dev, e->ext_dma, 64, DMA_TO_DEVICE);
		if (tries++ < 3)
			goto again;
		return -EBUSY;
	}
	return 0;
}
