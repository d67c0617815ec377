// RUN: %dma-lint --whole-modules %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A device of 32 bits, and no mask but the one that the bus gives, which is that. The driver keeps the whole address.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct hw {
	struct device *dev;
	void *buf;
	dma_addr_t buf_dma;
	u32 desc[4];
};

int map_good(struct hw *h)
{
	h->buf_dma = dma_map_single(h->dev, h->buf, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(h->dev, h->buf_dma))
		return -ENOMEM;
	h->desc[0] = h->buf_dma;
	return 0;
}

void unmap_good(struct hw *h)
{
	dma_unmap_single(h->dev, h->buf_dma, 4096, DMA_TO_DEVICE);
}

/* Both from one variable: what the unmap takes is whole. */
int map_both_good(struct hw *h)
{
	dma_addr_t dma = dma_map_single(h->dev, h->buf, 4096, DMA_TO_DEVICE);

	if (dma_mapping_error(h->dev, dma))
		return -ENOMEM;
	h->buf_dma = dma;
	h->desc[1] = dma;
	return 0;
}
