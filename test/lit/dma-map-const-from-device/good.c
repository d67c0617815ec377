// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device may read what is const, and write what is not.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

struct xfer {
	const void *tx_buf;
	void *rx_buf;
	unsigned int len;
};

int to_device_good(struct chan *c, const u8 *tx)
{
	dma_addr_t dma = dma_map_single(c->dev, (void *)tx, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int either_good(struct chan *c, struct xfer *x)
{
	enum dma_data_direction dir = x->rx_buf ? DMA_FROM_DEVICE : DMA_TO_DEVICE;
	void *buf = x->rx_buf ? x->rx_buf : (void *)x->tx_buf;
	dma_addr_t dma = dma_map_single(c->dev, buf, x->len, dir);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, x->len, dir);
	return 0;
}
