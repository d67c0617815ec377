// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Zero as a mark for "nothing mapped here" is the driver's own affair.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct slot {
	void *buf;
	dma_addr_t dma;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct slot slot[8];
	struct scatterlist *sgl;
};

void teardown_good(struct chan *c)
{
	int i;

	for (i = 0; i < 8; i++) {
		if (!c->slot[i].dma)
			continue;
		dma_unmap_single(c->dev, c->slot[i].dma, 2048, DMA_FROM_DEVICE);
		c->slot[i].dma = 0;
	}
}

int guard_good(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = 0;
	int ret = -EIO;

	if (len) {
		dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		writeq(dma, c->regs);
	}
	if (readl(c->regs))
		ret = 0;
	if (dma)
		dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return ret;
}

int already_mapped_good(struct chan *c, struct slot *s)
{
	if (s->dma)
		return 0;
	s->dma = dma_map_single(c->dev, s->buf, 2048, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, s->dma)) {
		s->dma = 0;
		return -ENOMEM;
	}
	return 0;
}

int count_is_not_a_handle_good(struct chan *c)
{
	unsigned int n = dma_map_sg(c->dev, c->sgl, 4, DMA_TO_DEVICE);

	if (n == 0)
		return -EIO;
	dma_unmap_sg(c->dev, c->sgl, 4, DMA_TO_DEVICE);
	return 0;
}

int status_is_not_a_handle_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int err = dma_mapping_error(c->dev, dma);

	if (err == 0) {
		writeq(dma, c->regs);
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	}
	return err;
}

int foreign_handle_good(struct chan *c, dma_addr_t dma)
{
	if (!dma)
		return -EINVAL;
	writeq(dma, c->regs);
	return 0;
}
