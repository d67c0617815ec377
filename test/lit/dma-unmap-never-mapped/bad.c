// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The map is conditional, the unmap is not.

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
};

struct request {
	dma_addr_t dma;
	void *data;
};

int optional_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = 0;

	if (len) {
		dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		writeq(dma, c->regs);
	}
	wait_for_completion(&c->done);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}is 0{{.*}}[dma-unmap-never-mapped]
	return 0;
}

/* A label too high: the first way to it comes before the map. */
int ladder_bad(struct chan *c, void *buf)
{
	dma_addr_t dma;
	int ret = -EBUSY;

	if (readl(c->regs))
		goto unmap;
	dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	ret = 0;
unmap:
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}never set{{.*}}[dma-unmap-never-mapped]
	return ret;
}

/* The request starts zeroed. */
int zeroed_bad(struct chan *c, void *buf, int op)
{
	struct request *rq = kzalloc(sizeof(*rq), GFP_KERNEL);

	if (!rq)
		return -ENOMEM;
	if (op == 1) {
		rq->dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, rq->dma)) {
			kfree(rq);
			return -ENOMEM;
		}
		writeq(rq->dma, c->regs);
	} else {
		writel(op, c->regs);
	}
	dma_unmap_single(c->dev, rq->dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-never-mapped]
	kfree(rq);
	return 0;
}

/* What stands before the unmap asks about another buffer, and leaves the function. */
int other_buffer_bad(struct chan *c, void *out, void *in, size_t len)
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
	dma_unmap_single(c->dev, to, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-never-mapped]
	return 0;
}

/* Waiting for the device asks nothing about the payload. */
int behind_a_wait_bad(struct chan *c, void *payload, size_t len)
{
	dma_addr_t dma;

	if (payload) {
		dma = dma_map_single(c->dev, payload, len, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		writeq(dma, c->regs);
	}
	writel(1, c->regs + 8);
	while (readl(c->regs + 12) & 1)
		cpu_relax();
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-never-mapped]
	return 0;
}
