// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Failing functions that undo one thing, and leave another one for good reasons.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct link {
	struct device *dev;
	void __iomem *regs;
	void *tx, *rx;
	dma_addr_t tx_dma, rx_dma;
	int has_rx;
	int users;
};

static void close_link(struct link *l)
{
	if (l->has_rx)
		dma_unmap_single(l->dev, l->rx_dma, 64, DMA_FROM_DEVICE);
	l->has_rx = 0;
}

/* A helper undoes the other one, if there is one. */
static int create(struct link *l)
{
	if (!l->has_rx) {
		l->rx_dma = dma_map_single(l->dev, l->rx, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(l->dev, l->rx_dma))
			return -ENOMEM;
		l->has_rx = 1;
	}
	l->tx_dma = dma_map_single(l->dev, l->tx, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(l->dev, l->tx_dma)) {
		close_link(l);
		return -ENOMEM;
	}
	if (!readl(l->regs)) {
		close_link(l);
		dma_unmap_single(l->dev, l->tx_dma, 64, DMA_TO_DEVICE);
		return -EIO;
	}
	return 0;
}

/* Undoes all: the order is its own affair. */
static int create_all(struct link *l)
{
	l->rx_dma = dma_map_single(l->dev, l->rx, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(l->dev, l->rx_dma))
		return -ENOMEM;
	l->tx_dma = dma_map_single(l->dev, l->tx, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(l->dev, l->tx_dma))
		goto unmap_rx;
	if (!readl(l->regs))
		goto unmap_tx;
	return 0;

unmap_tx:
	dma_unmap_single(l->dev, l->tx_dma, 64, DMA_TO_DEVICE);
unmap_rx:
	dma_unmap_single(l->dev, l->rx_dma, 64, DMA_FROM_DEVICE);
	return -EIO;
}

int open_good(struct link *l)
{
	int ret = l->users ? create(l) : create_all(l);

	l->users++;
	return ret;
}

void close_good(struct link *l)
{
	dma_unmap_single(l->dev, l->tx_dma, 64, DMA_TO_DEVICE);
	close_link(l);
}
