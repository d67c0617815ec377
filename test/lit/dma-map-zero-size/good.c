// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A length that may be 0 is the driver's to know.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int asked_good(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = 0;

	if (len) {
		dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
	}
	writeq(dma, c->regs);
	if (len)
		dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

struct entry {
	size_t len;
	void *buf;
};

static int send(struct chan *c, struct entry *e)
{
	size_t len = e->len;
	dma_addr_t dma;

	if (!e->buf)
		return -EINVAL;
	dma = dma_map_single(c->dev, e->buf, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

int last_good(struct chan *c, struct entry *e)
{
	e->len = 0;
	return send(c, e);
}

int summed_good(struct chan *c, void *buf, const unsigned int *parts, int n)
{
	size_t len = 0;
	dma_addr_t dma;

	for (int i = 0; i < n; i++)
		len += parts[i];
	dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}
