// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handle, whatever was done with it on the way.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct xfer {
	struct device *dev;
	void *buf, *cmd;
	dma_addr_t dma;
	void __iomem *regs;
};

int back_again_good(struct xfer *x, size_t len)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	dma += 14;
	writeq(dma, x->regs);
	dma_unmap_single(x->dev, dma - 14, len, DMA_TO_DEVICE);
	return 0;
}

int offset_for_the_device_good(struct xfer *x, size_t len)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, len, DMA_FROM_DEVICE);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma + 14, x->regs);
	dma_sync_single_for_cpu(x->dev, dma + 64, 64, DMA_FROM_DEVICE);
	dma_unmap_single(x->dev, dma, len, DMA_FROM_DEVICE);
	return 0;
}

/* Room that may be none. */
int headroom_good(struct xfer *x, size_t len, size_t room)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, len, DMA_FROM_DEVICE), at;

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	at = dma + room;
	writeq(at, x->regs);
	dma_unmap_single(x->dev, at - room, len, DMA_FROM_DEVICE);
	return 0;
}

int pair_good(struct xfer *x)
{
	dma_addr_t cmd, data;

	cmd = dma_map_single(x->dev, x->cmd, 16, DMA_TO_DEVICE);
	if (dma_mapping_error(x->dev, cmd))
		return -ENOMEM;
	data = dma_map_single(x->dev, x->buf, 512, DMA_FROM_DEVICE);
	if (!dma_mapping_error(x->dev, data)) {
		writeq(cmd, x->regs);
		writeq(data, x->regs);
		dma_unmap_single(x->dev, data, 512, DMA_FROM_DEVICE);
	}
	dma_unmap_single(x->dev, cmd, 16, DMA_TO_DEVICE);
	return 0;
}

/* Moved on, and back. */
int moved_back_good(struct xfer *x, size_t len)
{
	dma_addr_t dma = dma_map_single(x->dev, x->buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(x->dev, dma))
		return -ENOMEM;
	writeq(dma, x->regs);
	dma += len;
	writeq(dma, x->regs);
	dma_unmap_single(x->dev, dma - len, len, DMA_TO_DEVICE);
	return 0;
}
