// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Asked, alone or together with others, or not from an allocator.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int tested_good(struct chan *c)
{
	void *buf = kmalloc(512, GFP_KERNEL);
	void *state = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma;
	int ret = 0;

	if (!buf || !state) {
		ret = -ENOMEM;
		goto out;
	}
	dma = dma_map_single(c->dev, buf, 512, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		ret = -ENOMEM;
		goto out;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 512, DMA_FROM_DEVICE);
out:
	kfree(state);
	kfree(buf);
	return ret;
}

static void *get(struct chan *c, size_t n)
{
	void *p = kzalloc(n, GFP_KERNEL);

	if (!p)
		writel(0, c->regs);
	return p;
}

int helper_good(struct chan *c)
{
	char *buf = get(c, 512);
	dma_addr_t dma;

	if (buf == NULL)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf + 64, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(buf);
		return -EIO;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 256, DMA_TO_DEVICE);
	kfree(buf);
	return 0;
}

int given_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -EIO;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}
