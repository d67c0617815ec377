// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The buffer is freed by itself, the mapping is not.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct mutex lock;
};

int scoped_buffer_bad(struct chan *c)
{
	void *buf __free(kfree) = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (readl(c->regs))
		return -EIO;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}

int guarded_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	guard(mutex)(&c->lock);
	if (readl(c->regs))
		return -EBUSY;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
