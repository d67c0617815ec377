// RUN: %dma-lint %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops that undo all, and those of which the first element is not for them.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct slot {
	void *buf;
	dma_addr_t dma;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct slot *slots;
	dma_addr_t frag[8];
};

int down_to_first_good(struct chan *c, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		c->slots[i].dma = dma_map_single(c->dev, c->slots[i].buf, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, c->slots[i].dma))
			goto unwind;
	}
	return 0;
unwind:
	while (--i >= 0)
		dma_unmap_single(c->dev, c->slots[i].dma, 64, DMA_TO_DEVICE);
	return -ENOMEM;
}

/* Its index is one less than the counter. */
int counts_good(struct chan *c, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		c->slots[i].dma = dma_map_single(c->dev, c->slots[i].buf, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, c->slots[i].dma))
			goto unwind;
	}
	return 0;
unwind:
	for (; i > 0; i--)
		dma_unmap_single(c->dev, c->slots[i - 1].dma, 64, DMA_TO_DEVICE);
	return -ENOMEM;
}

/* The head is the first one, and undone by itself. */
int head_good(struct chan *c, void *head, void *bufs, int n)
{
	int i;

	c->frag[0] = dma_map_single(c->dev, head, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->frag[0]))
		return -ENOMEM;
	for (i = 1; i < n; i++) {
		c->frag[i] = dma_map_single(c->dev, bufs + 64 * i, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, c->frag[i]))
			goto unwind;
	}
	return 0;
unwind:
	while (--i > 0)
		dma_unmap_single(c->dev, c->frag[i], 64, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, c->frag[0], 64, DMA_TO_DEVICE);
	return -ENOMEM;
}

/* The first one stays for when the others are missing: the function does not fail. */
int keeps_first_good(struct chan *c, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		c->slots[i].dma = dma_map_single(c->dev, c->slots[i].buf, 64, DMA_TO_DEVICE);
		if (dma_mapping_error(c->dev, c->slots[i].dma))
			break;
	}
	if (i == n)
		return n;
	while (--i > 0)
		dma_unmap_single(c->dev, c->slots[i].dma, 64, DMA_TO_DEVICE);
	return 1;
}

void undo_good(struct chan *c, int n)
{
	while (n--) {
		dma_unmap_single(c->dev, c->slots[n].dma, 64, DMA_TO_DEVICE);
		dma_unmap_single(c->dev, c->frag[n], 64, DMA_TO_DEVICE);
	}
}
