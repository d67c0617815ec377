// RUN: %dma-lint %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The member holds memory of several kinds, which functions without a call of the API put there and free.

#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/slab.h>

struct queue {
	struct device *dev;
	void *entries, *copy;
	dma_addr_t dma;
	bool plain;
};

int start_coherent_good(struct queue *q)
{
	q->entries = dma_alloc_coherent(q->dev, 4096, &q->dma, GFP_KERNEL);
	return q->entries ? 0 : -ENOMEM;
}

void stop_coherent_good(struct queue *q)
{
	dma_free_coherent(q->dev, 4096, q->entries, q->dma);
}

int start_plain_good(struct queue *q)
{
	q->entries = kzalloc(4096, GFP_KERNEL);
	q->plain = true;
	return q->entries ? 0 : -ENOMEM;
}

void stop_plain_good(struct queue *q)
{
	kfree(q->entries);
}

int keep_copy_good(struct queue *q)
{
	q->copy = kmemdup(q->entries, 4096, GFP_KERNEL);
	return q->copy ? 0 : -ENOMEM;
}

void drop_copy_good(struct queue *q)
{
	kfree(q->copy);
}
