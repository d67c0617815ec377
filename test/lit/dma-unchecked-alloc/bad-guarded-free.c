// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The clean-up asks whether there is anything to free; whoever made it does not.

#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/io.h>

struct queue {
	struct device *dev;
	void *cmd, *rsp;
	dma_addr_t cmd_dma, rsp_dma;
	void __iomem *regs;
};

int start_bad(struct queue *q)
{
	q->cmd = dma_alloc_coherent(q->dev, 4096, &q->cmd_dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]
	writeq(q->cmd_dma, q->regs);
	return 0;
}

int start_second_bad(struct queue *q)
{
	q->rsp = dma_alloc_coherent(q->dev, 4096, &q->rsp_dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]
	writeq(q->rsp_dma, q->regs);
	return 0;
}

void stop_good(struct queue *q)
{
	if (q->cmd)
		dma_free_coherent(q->dev, 4096, q->cmd, q->cmd_dma);
	if (q->rsp != NULL)
		dma_free_coherent(q->dev, 4096, q->rsp, q->rsp_dma);
}
