// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Syncs that fit; a mapping for both directions can be synced for one.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
	bool write;
};

int round_trip_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 256, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, 256, DMA_FROM_DEVICE);
	dma_sync_single_for_device(c->dev, dma, 256, DMA_FROM_DEVICE);
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 256, DMA_FROM_DEVICE);
	return 0;
}

int bidirectional_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 256, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_device(c->dev, dma, 256, DMA_TO_DEVICE);
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, 256, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 256, DMA_BIDIRECTIONAL);
	return 0;
}

int chosen_twice_good(struct chan *c, void *buf)
{
	enum dma_data_direction dir = c->write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	dma_addr_t dma = dma_map_single(c->dev, buf, 256, dir);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	if (c->write)
		dma_sync_single_for_device(c->dev, dma, 256, DMA_TO_DEVICE);
	else
		dma_sync_single_for_cpu(c->dev, dma, 256, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 256, dir);
	return 0;
}

/* Two mappings, each with its own direction. */
int pair_good(struct chan *c, void *cmd, void *rsp)
{
	dma_addr_t a, b;
	int ret = -ENOMEM;

	a = dma_map_single(c->dev, cmd, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, a))
		return -ENOMEM;
	b = dma_map_single(c->dev, rsp, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, b))
		goto unmap;
	dma_sync_single_for_device(c->dev, a, 64, DMA_TO_DEVICE);
	writeq(a, c->regs);
	dma_sync_single_for_cpu(c->dev, b, 64, DMA_FROM_DEVICE);
	ret = 0;
	dma_unmap_single(c->dev, b, 64, DMA_FROM_DEVICE);
unmap:
	dma_unmap_single(c->dev, a, 64, DMA_TO_DEVICE);
	return ret;
}

void elsewhere_good(struct chan *c)
{
	dma_sync_single_for_cpu(c->dev, c->dma, 256, DMA_FROM_DEVICE);
	writel(1, c->regs);
	dma_sync_single_for_device(c->dev, c->dma, 256, DMA_FROM_DEVICE);
}
