// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops that unwind what they have done, or leave it where others find it.

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
	struct slot slots[8];
};

int count_down_good(struct chan *c, void **bufs)
{
	dma_addr_t dma[4];
	int i;

	for (i = 0; i < 4; i++) {
		dma[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i]))
			goto unwind;
	}
	for (i = 0; i < 4; i++)
		writeq(dma[i], c->regs + 8 * i);
	for (i = 0; i < 4; i++)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return 0;
unwind:
	while (--i >= 0)
		dma_unmap_single(c->dev, dma[i], 64, DMA_TO_DEVICE);
	return -ENOMEM;
}

int count_up_good(struct chan *c, void **bufs, dma_addr_t *dma, int n)
{
	int i, j;

	for (i = 0; i < n; i++) {
		dma[i] = dma_map_single(c->dev, bufs[i], 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, dma[i])) {
			for (j = 0; j < i; j++)
				dma_unmap_single(c->dev, dma[j], 64, DMA_TO_DEVICE);
			return -ENOMEM;
		}
	}
	return 0;
}

int left_in_ring_good(struct chan *c)
{
	for (int i = 0; i < 8; i++) {
		c->slots[i].dma = dma_map_single(c->dev, c->slots[i].buf, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, c->slots[i].dma))
			return -ENOMEM;
	}
	return 0;
}
