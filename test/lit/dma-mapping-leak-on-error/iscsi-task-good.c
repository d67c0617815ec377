// RUN: %dma-lint --whole-modules %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The session calls cleanup_task() for a task whose alloc_pdu() has failed, as for all others: what is kept with the
// task is undone there.

#include <linux/dma-mapping.h>
#include <linux/slab.h>

struct iscsi_task {
	void *dd_data;
	void *data;
	unsigned int data_count;
};

struct transport {
	int (*alloc_pdu)(struct iscsi_task *task, uint8_t opcode);
	void (*cleanup_task)(struct iscsi_task *task);
};

struct task_data {
	struct device *dev;
	void *response;
	dma_addr_t data_dma, response_dma;
};

static int alloc_pdu_good(struct iscsi_task *task, uint8_t opcode)
{
	struct task_data *t = task->dd_data;

	t->data_dma = dma_map_single(t->dev, task->data, task->data_count, DMA_TO_DEVICE);
	if (dma_mapping_error(t->dev, t->data_dma))
		return -ENOMEM;
	t->response = dma_alloc_coherent(t->dev, 512, &t->response_dma, GFP_ATOMIC);
	if (!t->response)
		goto failed;
	return 0;
failed:
	t->response_dma = opcode;
	return -ENOMEM;
}

static void cleanup_task(struct iscsi_task *task)
{
	struct task_data *t = task->dd_data;

	dma_unmap_single(t->dev, t->data_dma, task->data_count, DMA_TO_DEVICE);
	dma_free_coherent(t->dev, 512, t->response, t->response_dma);
}

struct transport transport = { .alloc_pdu = alloc_pdu_good, .cleanup_task = cleanup_task };
