// RUN: %dma-lint --whole-modules %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A failure that is told of while what was mapped is, or stays, somebody else's.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct request {
	void *head, *data;
	dma_addr_t head_dma, data_dma;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
};

struct chan_ops {
	int (*queue)(struct chan *c, struct request *r);
	void (*complete)(struct chan *c, struct request *r);
};

int wait_for_answer(void);

static int submit(struct chan *c, struct request *r)
{
	r->head_dma = dma_map_single(c->dev, r->head, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, r->head_dma))
		return -ENOMEM;
	writeq(r->head_dma, c->regs);
	return 0;
}

/* No answer in time; the request is under way still, and finish() will come. */
static int timeout_good(struct chan *c, struct request *r)
{
	if (submit(c, r))
		return -ENOMEM;
	if (!wait_for_answer())
		return -ETIMEDOUT;
	return 0;
}

/* Mapped once and kept for the next time. */
static int once_good(struct chan *c, struct request *r)
{
	if (!r->data_dma) {
		r->data_dma = dma_map_single(c->dev, r->data, 4096, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, r->data_dma)) {
			r->data_dma = 0;
			return -ENOMEM;
		}
	}
	if (!readl(c->regs))
		return -EBUSY;
	writeq(r->data_dma, c->regs);
	return 0;
}

/* Another helper of the module calls it, and cleans up. */
static int map_both(struct chan *c, struct request *r)
{
	r->head_dma = dma_map_single(c->dev, r->head, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, r->head_dma)) {
		r->head_dma = 0;
		return -ENOMEM;
	}
	r->data_dma = dma_map_single(c->dev, r->data, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, r->data_dma)) {
		r->data_dma = 0;
		return -ENOMEM;
	}
	return 0;
}

static void finish(struct chan *c, struct request *r)
{
	if (r->head_dma)
		dma_unmap_single(c->dev, r->head_dma, 64, DMA_TO_DEVICE);
	if (r->data_dma)
		dma_unmap_single(c->dev, r->data_dma, 4096, DMA_TO_DEVICE);
}

static int cleans_up_good(struct chan *c, struct request *r)
{
	int ret = map_both(c, r);

	if (ret < 0) {
		finish(c, r);
		return ret;
	}
	writeq(r->head_dma, c->regs);
	return 0;
}

const struct chan_ops ops[] = {
	{ timeout_good, finish }, { once_good, finish }, { cleans_up_good, finish },
};
