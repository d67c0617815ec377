// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An allocation that may fail, and a clean-up that is also called when it has.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct queue {
	struct device *dev;
	__le32 *cmd;
	void **slot;
	dma_addr_t dma;
	unsigned int count;
};

int start_hardware(struct queue *q);

/* a log that one can do without */
int optional_good(struct queue *q)
{
	q->cmd = dma_alloc_coherent(q->dev, 4096, &q->dma, GFP_KERNEL);
	if (!q->cmd)
		return 0;
	if (start_hardware(q)) {
		dma_free_coherent(q->dev, 4096, q->cmd, q->dma);
		return -EIO;
	}
	return 0;
}

/* slots are filled after the ring is there, so they are all empty if it is not */
static void drop_slots(struct queue *q)
{
	unsigned int i;

	for (i = 0; i < q->count; i++)
		if (q->slot[i])
			q->cmd[i] = 0;
}

int cleaned_up_good(struct queue *q)
{
	q->cmd = dma_alloc_coherent(q->dev, 4096, &q->dma, GFP_KERNEL);
	if (!q->cmd) {
		drop_slots(q);
		return -ENOMEM;
	}
	return 0;
}
