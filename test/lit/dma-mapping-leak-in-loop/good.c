// RUN: %dma-lint %s -- %shim '-DKBUILD_MODNAME="part"' | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops that unwind what they have done, or leave it where others find it.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct slot {
	void *buf;
	dma_addr_t dma;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct slot slots[8], *more;
};

int count_down_good(struct chan *c, void **bufs)
{
	dma_addr_t dma[4];
	int i;

	for (i = 0; i < 4; i++) {
		dma[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i]))
			goto unwind;
	}
	for (i = 0; i < 4; i++)
		writeq(dma[i], c->regs + 8 * i);
	for (i = 0; i < 4; i++)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return 0;
unwind:
	while (--i >= 0)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return -ENOMEM;
}

int count_up_good(struct chan *c, void **bufs, dma_addr_t *dma, int n)
{
	int i, j;

	for (i = 0; i < n; i++) {
		dma[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i])) {
			for (j = 0; j < i; j++)
				dma_unmap_single(c->dev, dma[j], 64, DMA_TO_DEVICE);
			return -ENOMEM;
		}
	}
	return 0;
}

int left_in_ring_good(struct chan *c)
{
	for (int i = 0; i < 8; i++) {
		c->slots[i].dma = dma_map_single(c->dev, c->slots[i].buf, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, c->slots[i].dma))
			return -ENOMEM;
	}
	return 0;
}

/* The array starts zeroed, but which element is read is not known. */
int zeroed_array_good(struct chan *c, void **bufs, int n)
{
	struct slot *slots = kcalloc(n, sizeof(*slots), GFP_KERNEL);
	int i;

	if (!slots)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		slots[i].dma = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, slots[i].dma))
			goto unwind;
		writeq(slots[i].dma, c->regs);
	}
	c->more = slots;
	return 0;
unwind:
	while (i--)
		dma_unmap_single(c->dev, slots[i].dma, 64, DMA_TO_DEVICE);
	kfree(slots);
	return -ENOMEM;
}

static int map_all(struct chan *c, dma_addr_t *at, void **buf, void **end)
{
	void **first = buf;

	for (; buf < end; buf++) {
		*at = dma_map_single(c->dev, *buf, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, *at))
			goto unwind;
		at++;
	}
	return 0;
unwind:
	while (buf-- > first)
		dma_unmap_single(c->dev, *--at, 64, DMA_TO_DEVICE);
	return -ENOMEM;
}

/* Pointers that run up and down the arrays. */
int by_pointer_good(struct chan *c, void **bufs, int n)
{
	dma_addr_t dma[8];

	if (n > 8 || map_all(c, dma, bufs, bufs + n))
		return -ENOMEM;
	for (int i = 0; i < n; i++)
		writeq(dma[i], c->regs);
	for (int i = 0; i < n; i++)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return 0;
}

/* Not all slots are filled, and the one that fails is counted in: its length says so. */
static void unmap_slots(struct chan *c, int n)
{
	for (int i = 0; i < n; i++)
		if (c->slots[i].buf)
			dma_unmap_single(c->dev, c->slots[i].dma, 64, DMA_FROM_DEVICE);
}

int by_helper_good(struct chan *c)
{
	int i;

	for (i = 0; i < 8; i++) {
		if (!c->slots[i].buf)
			continue;
		c->slots[i].dma = dma_map_single(c->dev, c->slots[i].buf, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, c->slots[i].dma)) {
			unmap_slots(c, i);
			return -ENOMEM;
		}
		if (readl(c->regs)) {
			unmap_slots(c, i + 1);
			return -EBUSY;
		}
	}
	return 0;
}

struct queue {
	void *bufs[4];
	dma_addr_t dmas[4];
};

struct host {
	struct device *dev;
	struct queue queues[3];
};

static void unmap_queue(struct host *h, struct queue *q, int n)
{
	while (--n >= 0)
		dma_unmap_single(h->dev, q->dmas[n], 512, DMA_FROM_DEVICE);
}

/* Loops in loops: the queue in the works is undone as far as it got, the ones before as a whole. */
int unwind_all_queues_good(struct host *h)
{
	int i, j;

	for (i = 0; i < 3; i++) {
		for (j = 0; j < 4; j++) {
			struct queue *q = &h->queues[i];

			q->dmas[j] = dma_map_single(h->dev, q->bufs[j], 512, DMA_FROM_DEVICE);
			if (dma_mapping_error(h->dev, q->dmas[j]))
				goto undo;
		}
	}
	return 0;
undo:
	unmap_queue(h, &h->queues[i], j);
	while (i--)
		unmap_queue(h, &h->queues[i], 4);
	return -ENOMEM;
}

void unmap_queues(struct host *h, int n)
{
	int i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < 4; j++)
			dma_unmap_single(h->dev, h->queues[i].dmas[j], 512, DMA_FROM_DEVICE);
}

int unwind_within_good(struct host *h)
{
	int i, j;

	for (i = 0; i < 3; i++) {
		for (j = 0; j < 4; j++) {
			struct queue *q = &h->queues[i];

			q->dmas[j] = dma_map_single(h->dev, q->bufs[j], 512, DMA_FROM_DEVICE);
			if (dma_mapping_error(h->dev, q->dmas[j])) {
				while (j--)
					dma_unmap_single(h->dev, q->dmas[j], 512, DMA_FROM_DEVICE);
				unmap_queues(h, i);
				return -ENOMEM;
			}
		}
	}
	return 0;
}
