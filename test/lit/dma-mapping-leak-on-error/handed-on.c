// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Helpers that fail and leave what they have mapped; the caller gives the failure to somebody else and
// returns what he says.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct engine {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *src, *dst;
	int nsrc, ndst;
};

int complete_request(struct engine *e, int error);
int start_transfer(struct engine *e);

/* Its caller undoes both lists, but not where they are not mapped both. */
static int map_both_bad(struct engine *e)
{
	if (!dma_map_sg(e->dev, e->src, e->nsrc, DMA_TO_DEVICE))
		return -EFAULT;
	if (!dma_map_sg(e->dev, e->dst, e->ndst, DMA_FROM_DEVICE))
		return -EFAULT;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	return 0;
}

int start_bad(struct engine *e)
{
	int err = map_both_bad(e);

	if (err)
		goto exit;
	err = start_transfer(e);
	if (!err)
		return -EINPROGRESS;
	dma_unmap_sg(e->dev, e->dst, e->ndst, DMA_FROM_DEVICE);
	dma_unmap_sg(e->dev, e->src, e->nsrc, DMA_TO_DEVICE);
exit:
	return complete_request(e, err);
}

struct copy {
	struct device *dev;
	struct scatterlist *list, *other;
	int n, m;
};

int complete_copy(struct copy *c, int error);
int start_copy(struct copy *c);

/* The same, but nothing is undone here on any path: who completes it does. */
static int map_copy_good(struct copy *c)
{
	if (!dma_map_sg(c->dev, c->list, c->n, DMA_TO_DEVICE))
		return -EFAULT;
	if (!dma_map_sg(c->dev, c->other, c->m, DMA_FROM_DEVICE))
		return -EFAULT;
	return 0;
}

int copy_good(struct copy *c)
{
	int err = map_copy_good(c);

	if (!err)
		err = start_copy(c);
	if (!err)
		return -EINPROGRESS;
	return complete_copy(c, err);
}

void copy_done_good(struct copy *c)
{
	dma_unmap_sg(c->dev, c->other, c->m, DMA_FROM_DEVICE);
	dma_unmap_sg(c->dev, c->list, c->n, DMA_TO_DEVICE);
}
