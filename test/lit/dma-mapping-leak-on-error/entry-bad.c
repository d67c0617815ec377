// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: %dma-lint %s -- %shim '-DKBUILD_MODNAME="part"'
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that only the kernel calls: who fails there has to unmap, also what a structure keeps.

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

/* finish() is for requests that were queued. */
static int queue_bad(struct chan *c, struct request *r)
{
	r->head_dma = dma_map_single(c->dev, r->head, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, r->head_dma))
		return -ENOMEM;
	r->data_dma = dma_map_single(c->dev, r->data, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, r->data_dma))
		return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writeq(r->head_dma, c->regs);
	return 0;
}

static int map(struct chan *c, struct request *r)
{
	r->head_dma = dma_map_single(c->dev, r->head, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, r->head_dma))
		return -ENOMEM;
	if (!readl(c->regs))
		return -EIO;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	return 0;
}

static int queue_by_helper_bad(struct chan *c, struct request *r)
{
	int ret = map(c, r);

	if (ret < 0)
		return ret;
	writeq(r->head_dma, c->regs);
	return 0;
}

static void finish(struct chan *c, struct request *r)
{
	dma_unmap_single(c->dev, r->head_dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, r->data_dma, 4096, DMA_TO_DEVICE);
}

const struct chan_ops ops[] = { { queue_bad, finish }, { queue_by_helper_bad, finish } };
