// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unmaps that know whether there is something to unmap.

// CHECK-NOT: warning:

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
};

int map_for_me(struct chan *c, void *buf, dma_addr_t *dma);
bool wants_dma(struct chan *c);

int same_condition_good(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = 0;

	if (len) {
		dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		writeq(dma, c->regs);
	}
	wait_for_completion(&c->done);
	if (len)
		dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

/* Asked twice the same; that the answer is the same, too, only the driver knows. */
int asked_again_good(struct chan *c, void *buf)
{
	dma_addr_t dma = 0;

	if (wants_dma(c)) {
		dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		writeq(dma, c->regs);
	}
	wait_for_completion(&c->done);
	if (wants_dma(c))
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int by_other_good(struct chan *c, void *buf)
{
	dma_addr_t dma;
	int ret = map_for_me(c, buf, &dma);

	if (ret)
		return ret;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* An element of a zeroed array; the loop has filled it. */
int array_good(struct chan *c, void **bufs, int n)
{
	dma_addr_t *list = kcalloc(n, sizeof(*list), GFP_KERNEL);
	int i;

	if (!list)
		return -ENOMEM;
	for (i = 0; i < n; i++) {
		list[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, list[i])) {
			while (i--)
				dma_unmap_single(c->dev, list[i], 64, DMA_TO_DEVICE);
			kfree(list);
			return -ENOMEM;
		}
		writeq(list[i], c->regs);
	}
	wait_for_completion(&c->done);
	dma_unmap_single(c->dev, list[0], 64, DMA_TO_DEVICE);
	kfree(list);
	return 0;
}

int other_buffer_good(struct chan *c, void *out, void *in, size_t len)
{
	dma_addr_t to, from;

	if (out) {
		to = dma_map_single(c->dev, out, len, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, to))
			return -ENOMEM;
		writeq(to, c->regs);
	}
	from = dma_map_single(c->dev, in, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, from)) {
		if (out)
			dma_unmap_single(c->dev, to, len, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	writeq(from, c->regs);
	dma_unmap_single(c->dev, from, len, DMA_FROM_DEVICE);
	if (out)
		dma_unmap_single(c->dev, to, len, DMA_TO_DEVICE);
	return 0;
}

/* The wait and the unmap stand behind the same question together. */
int waits_for_its_own_good(struct chan *c, void *payload, size_t len)
{
	dma_addr_t dma = 0;

	if (payload) {
		dma = dma_map_single(c->dev, payload, len, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		writeq(dma, c->regs);
	}
	writel(1, c->regs + 8);
	if (wants_dma(c)) {
		while (readl(c->regs + 12) & 1)
			;
		dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	}
	return 0;
}
