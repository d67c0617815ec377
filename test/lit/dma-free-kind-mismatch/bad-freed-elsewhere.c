// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The function that frees has no call of the API, and no DMA address.

#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

struct queue {
	struct device *dev;
	void *entries, *table;
	dma_addr_t entries_dma, table_dma;
};

int start_good(struct queue *q)
{
	void *table;

	q->entries = dma_alloc_coherent(q->dev, 4096, &q->entries_dma, GFP_KERNEL);
	if (!q->entries)
		return -ENOMEM;
	table = dma_alloc_wc(q->dev, 8192, &q->table_dma, GFP_KERNEL);
	if (!table) {
		dma_free_coherent(q->dev, 4096, q->entries, q->entries_dma);
		return -ENOMEM;
	}
	q->table = table;
	return 0;
}

void stop_bad(struct queue *q)
{
	kvfree(q->entries);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: kvfree() frees 'entries' of struct queue, which is memory from dma_alloc_coherent(); {{.*}}[dma-free-kind-mismatch]
}

void drop_table_bad(struct queue *q)
{
	void *table = q->table;

	q->table = NULL;
	kfree(table);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: kfree() frees 'table' of struct queue, {{.*}}[dma-free-kind-mismatch]
}
