// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The test for NULL is the wrong way round.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>

struct queue {
	struct device *dev;
	__le32 *cmd;
	dma_addr_t dma;
	size_t size;
	u32 last;
};

int kept_bad(struct queue *q)
{
	q->cmd = dma_alloc_coherent(q->dev, q->size, &q->dma, GFP_KERNEL);
	if (q->cmd)
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}wrong way round{{.*}}[dma-unchecked-alloc]
		return -ENOMEM;
	return 0;
}

void read_bad(struct queue *q)
{
	dma_addr_t dma;
	__le32 *stats = dma_alloc_coherent(q->dev, 64, &dma, GFP_KERNEL);

	if (!stats)
		dev_err(q->dev, "no memory\n");
	q->last = le32_to_cpu(stats[0]);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}on which it is NULL{{.*}}[dma-unchecked-alloc]
	dma_free_coherent(q->dev, 64, stats, dma);
}
