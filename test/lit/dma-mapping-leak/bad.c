// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The only copy of the handle goes with the function's variables, on a path that is no failure.

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	bool polled;
};

/* Written like the failure paths, which unmap; the way that works was forgotten. */
int transfer_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);
	int ret;

	if (dma_mapping_error(c->dev, dma))
		return -EIO;
	writeq(dma, c->regs);
	if (!wait_for_completion_timeout(&c->done, HZ)) {
		ret = -ETIMEDOUT;
		goto unmap;
	}
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]
unmap:
	dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
	return ret;
}

void no_unmap_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
}
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]

int early_success_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (c->polled)
		return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]
	wait_for_completion(&c->done);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

static int start(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]
}

int in_helper_bad(struct chan *c, void *buf)
{
	int ret = start(c, buf);

	if (!ret)
		wait_for_completion(&c->done);
	return ret;
}
