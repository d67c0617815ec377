// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handle is not the one that came with the pointer.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void **shadow;
	void __iomem *regs;
};

int handles_exchanged_bad(struct ring *r)
{
	dma_addr_t cmd_dma, rsp_dma;
	u32 *cmd = dma_alloc_coherent(r->dev, 256, &cmd_dma, GFP_KERNEL), *rsp;

	if (!cmd)
		return -ENOMEM;
	rsp = dma_alloc_coherent(r->dev, 256, &rsp_dma, GFP_KERNEL);
	if (!rsp) {
		dma_free_coherent(r->dev, 256, cmd, cmd_dma);
		return -ENOMEM;
	}
	writeq(cmd_dma, r->regs);
	writeq(rsp_dma, r->regs);
	dma_free_coherent(r->dev, 256, cmd, rsp_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-handle-mismatch]
	dma_free_coherent(r->dev, 256, rsp, cmd_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-handle-mismatch]
	return 0;
}

/* Counted on for the second half of the buffer. */
int counted_on_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma += 2048;
	writeq(dma, r->regs + 8);
	dma_free_coherent(r->dev, 4096, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-handle-mismatch]
	return 0;
}

int pointer_for_handle_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	if (readl(r->regs)) {
		dma_free_coherent(r->dev, 4096, p, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-handle-mismatch]
		return -EIO;
	}
	dma_free_coherent(r->dev, 4096, p, dma);
	return 0;
}

/* Allocated in one function, freed in another: a line was copied, and not all of it changed. */
struct mailbox {
	struct device *dev;
	void *request, *reply;
	dma_addr_t request_dma, reply_dma;
};

int mailbox_init(struct mailbox *m)
{
	m->request = dma_alloc_coherent(m->dev, 512, &m->request_dma, GFP_KERNEL);
	if (!m->request)
		return -ENOMEM;
	m->reply = dma_alloc_coherent(m->dev, 512, &m->reply_dma, GFP_KERNEL);
	if (!m->reply) {
		dma_free_coherent(m->dev, 512, m->request, m->request_dma);
		return -ENOMEM;
	}
	return 0;
}

void mailbox_exit_bad(struct mailbox *m)
{
	dma_free_coherent(m->dev, 512, m->request, m->request_dma);
	dma_free_coherent(m->dev, 512, m->reply, m->request_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-handle-mismatch]
}

struct queues {
	struct device *dev;
	void *done, *work;
	dma_addr_t done_dma, work_dma;
};

int queues_init(struct queues *q)
{
	q->done = dma_alloc_coherent(q->dev, 4096, &q->done_dma, GFP_KERNEL);
	if (!q->done)
		return -ENOMEM;
	q->work = dma_alloc_coherent(q->dev, 8192, &q->work_dma, GFP_KERNEL);
	if (!q->work) {
		dma_free_coherent(q->dev, 4096, q->done, q->done_dma);
		return -ENOMEM;
	}
	return 0;
}

/* One mistake: that the size is not the one of the other's handle is no second one. */
void queues_exit_bad(struct queues *q)
{
	dma_free_coherent(q->dev, 8192, q->work, q->work_dma);
	dma_free_coherent(q->dev, 4096, q->done, q->work_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-handle-mismatch]
}
