// RUN: %dma-lint --whole-modules %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The many ways to an unmap that is not beside its map.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/slab.h>

struct buf {
	struct list_head list;
	void *data;
	dma_addr_t dma;
	DEFINE_DMA_UNMAP_ADDR(head);
	DEFINE_DMA_UNMAP_LEN(len);
};

struct desc {
	__le64 addr;
};

struct raw_desc {
	__le64 addr;
};

struct done {
	dma_addr_t from;
};

struct outside {
	dma_addr_t dma;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t by_helper, *array;
	struct desc *ring;
	struct done *done;
	struct list_head bufs;
	struct outside out;
};

int give_to_core(struct chan *c, struct outside *o);

static void undo(struct chan *c, dma_addr_t dma)
{
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
}

int by_helper_good(struct chan *c, void *data)
{
	c->by_helper = dma_map_single(c->dev, data, 64, DMA_TO_DEVICE);
	return dma_mapping_error(c->dev, c->by_helper);
}

void remove_good(struct chan *c)
{
	undo(c, c->by_helper);
}

int list_good(struct chan *c, struct buf *b)
{
	b->dma = dma_map_single(c->dev, b->data, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, b->dma))
		return -ENOMEM;
	list_add(&b->list, &c->bufs);
	return 0;
}

void walk_good(struct chan *c)
{
	struct buf *b;

	list_for_each_entry(b, &c->bufs, list)
		dma_unmap_single(c->dev, b->dma, 64, DMA_TO_DEVICE);
}

int macros_good(struct chan *c, struct buf *b)
{
	dma_addr_t dma = dma_map_single(c->dev, b->data, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_addr_set(b, head, dma);
	dma_unmap_len_set(b, len, 64);
	return 0;
}

void macros_undo_good(struct chan *c, struct buf *b)
{
	dma_unmap_single(c->dev, dma_unmap_addr(b, head), dma_unmap_len(b, len), DMA_TO_DEVICE);
}

/* Handed on from structure to structure. */
int moved_good(struct chan *c, void *data, int i)
{
	c->array[i] = dma_map_single(c->dev, data, 64, DMA_TO_DEVICE);
	return dma_mapping_error(c->dev, c->array[i]);
}

void complete_good(struct chan *c, int i)
{
	c->done[i].from = c->array[i];
}

void reap_good(struct chan *c, int i)
{
	dma_unmap_single(c->dev, c->done[i].from, 64, DMA_TO_DEVICE);
}

/* The descriptor that is filled and the one that is read back are one memory. */
int descriptor_good(struct chan *c, void *data, int i)
{
	dma_addr_t dma = dma_map_single(c->dev, data, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	c->ring[i].addr = cpu_to_le64(dma);
	return 0;
}

void read_back_good(struct chan *c, struct raw_desc *d)
{
	dma_unmap_single(c->dev, le64_to_cpu(d->addr), 64, DMA_TO_DEVICE);
}

/* Others know this structure. */
int given_away_good(struct chan *c, void *data)
{
	c->out.dma = dma_map_single(c->dev, data, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->out.dma))
		return -ENOMEM;
	return give_to_core(c, &c->out);
}
