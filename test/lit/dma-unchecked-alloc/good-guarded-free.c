// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function makes all, another one looks whether all is there; a third one cleans up.

#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/io.h>

struct queue {
	struct device *dev;
	void *cmd, *rsp;
	dma_addr_t cmd_dma, rsp_dma;
};

void make_good(struct queue *q)
{
	q->cmd = dma_alloc_coherent(q->dev, 4096, &q->cmd_dma, GFP_KERNEL);
	q->rsp = dma_alloc_coherent(q->dev, 4096, &q->rsp_dma, GFP_KERNEL);
}

void drop_good(struct queue *q)
{
	if (q->cmd)
		dma_free_coherent(q->dev, 4096, q->cmd, q->cmd_dma);
	if (q->rsp)
		dma_free_coherent(q->dev, 4096, q->rsp, q->rsp_dma);
}

int start_good(struct queue *q)
{
	make_good(q);
	if (!q->cmd || !q->rsp) {
		drop_good(q);
		return -ENOMEM;
	}
	return 0;
}

/* frees and tells: the other side of the question matters, too */
int ready_good(struct queue *q)
{
	if (q->rsp) {
		dma_free_coherent(q->dev, 4096, q->rsp, q->rsp_dma);
		q->rsp = NULL;
		return 0;
	}
	return -ENOMEM;
}
