// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A failure after the allocation, and nobody frees.

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

int init_device(struct device *dev);

int returns_at_once_bad(struct ring *r)
{
	dma_addr_t dma;
	u32 *p = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	if (readl(r->regs))
		return -EIO;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
	dma_free_coherent(r->dev, 4096, p, dma);
	return 0;
}

/* One label too low. */
int ladder_bad(struct ring *r)
{
	int ret = -ENOMEM;

	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->shadow = kcalloc(16, sizeof(void *), GFP_KERNEL);
	if (!r->shadow)
		goto free_desc;
	ret = init_device(r->dev);
	if (ret < 0)
		goto free_shadow;
	if (!readl(r->regs)) {
		kfree(r->shadow);
		return -ENODEV;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
	}
	return 0;

free_shadow:
	kfree(r->shadow);
free_desc:
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	return ret;
}

int second_fails_bad(struct ring *r)
{
	dma_addr_t cmd_dma, rsp_dma;
	u32 *cmd = dma_alloc_coherent(r->dev, 256, &cmd_dma, GFP_KERNEL), *rsp;

	if (!cmd)
		return -ENOMEM;
	rsp = dma_alloc_coherent(r->dev, 256, &rsp_dma, GFP_KERNEL);
	if (!rsp)
		return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
	writeq(cmd_dma, r->regs);
	writeq(rsp_dma, r->regs);
	dma_free_coherent(r->dev, 256, rsp, rsp_dma);
	dma_free_coherent(r->dev, 256, cmd, cmd_dma);
	return 0;
}

/* The structure goes, what it held does not. */
struct ring *holder_freed_bad(struct device *dev)
{
	struct ring *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return NULL;
	r->desc = dma_alloc_coherent(dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		goto free_ring;
	r->shadow = kcalloc(16, sizeof(void *), GFP_KERNEL);
	if (!r->shadow)
		goto free_ring;
	return r;

free_ring:
	kfree(r);
	return NULL;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
}

/* A wrapper allocates, and the second failure jumps one label too far. */
static void *get_page_for_dma(struct device *dev, dma_addr_t *dma)
{
	return dma_alloc_coherent(dev, PAGE_SIZE, dma, GFP_KERNEL);
}

static void put_page_for_dma(struct device *dev, void *p, dma_addr_t dma)
{
	if (p)
		dma_free_coherent(dev, PAGE_SIZE, p, dma);
}

struct user_buffer {
	void *list, *head;
	dma_addr_t list_dma, head_dma;
};

int wrapper_bad(struct device *dev, struct user_buffer *b, int len)
{
	b->list = get_page_for_dma(dev, &b->list_dma);
	if (!b->list)
		return -ENOMEM;
	b->head = get_page_for_dma(dev, &b->head_dma);
	if (!b->head)
		goto free_list;
	if (init_device(dev) < 0)
		goto free_list;
	if (len > 4096)
		goto free_head;
	return 0;

free_head:
	put_page_for_dma(dev, b->head, b->head_dma);
free_list:
	put_page_for_dma(dev, b->list, b->list_dma);
	return -EFAULT;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
}

struct queues {
	struct device *dev;
	u32 *sq, *cq;
	dma_addr_t sq_dma, cq_dma;
	void **tags;
};

/* remove_queues() frees both, but only after success: here the submission queue alone is freed. */
int label_too_low_bad(struct queues *q)
{
	q->sq = dma_alloc_coherent(q->dev, 4096, &q->sq_dma, GFP_KERNEL);
	if (!q->sq)
		return -ENOMEM;
	q->cq = dma_alloc_coherent(q->dev, 4096, &q->cq_dma, GFP_KERNEL);
	if (!q->cq)
		goto free_sq;
	q->tags = kcalloc(64, sizeof(*q->tags), GFP_KERNEL);
	if (!q->tags)
		goto free_sq;
	return 0;

free_sq:
	dma_free_coherent(q->dev, 4096, q->sq, q->sq_dma);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
}

void remove_queues(struct queues *q)
{
	kfree(q->tags);
	dma_free_coherent(q->dev, 4096, q->cq, q->cq_dma);
	dma_free_coherent(q->dev, 4096, q->sq, q->sq_dma);
}

static int alloc_queue(struct device *dev, u32 **queue, dma_addr_t *dma)
{
	*queue = dma_alloc_coherent(dev, 4096, dma, GFP_KERNEL);
	return *queue ? 0 : -ENOMEM;
}

/* What a helper has put into the structure goes down with it. */
struct queues *frees_holder_bad(struct device *dev)
{
	struct queues *q = kzalloc(sizeof(*q), GFP_KERNEL);

	if (!q)
		return NULL;
	if (alloc_queue(dev, &q->sq, &q->sq_dma)) {
		kfree(q);
		return NULL;
	}
	q->tags = kcalloc(64, sizeof(*q->tags), GFP_KERNEL);
	if (!q->tags) {
		kfree(q);
		return NULL;
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
	}
	return q;
}
