// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The test is far from the map: after the loop, over several handles at once, in a second loop.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct pair {
	struct device *dev;
	void __iomem *regs;
	void *cmd, *rsp;
	dma_addr_t cmd_dma, rsp_dma;
	dma_addr_t part[8];
	void *data[8];
};

int both_at_once_good(struct pair *p)
{
	p->cmd_dma = dma_map_single(p->dev, p->cmd, 64, DMA_TO_DEVICE);
	p->rsp_dma = dma_map_single(p->dev, p->rsp, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(p->dev, p->cmd_dma) || dma_mapping_error(p->dev, p->rsp_dma))
		goto fail;
	writeq(p->cmd_dma, p->regs);
	writeq(p->rsp_dma, p->regs + 8);
	return 0;
fail:
	if (!dma_mapping_error(p->dev, p->cmd_dma))
		dma_unmap_single(p->dev, p->cmd_dma, 64, DMA_TO_DEVICE);
	if (!dma_mapping_error(p->dev, p->rsp_dma))
		dma_unmap_single(p->dev, p->rsp_dma, 64, DMA_FROM_DEVICE);
	return -ENOMEM;
}

int second_loop_good(struct pair *p)
{
	int i;

	for (i = 0; i < 8; i++)
		p->part[i] = dma_map_single(p->dev, p->data[i], 64, DMA_TO_DEVICE);
	for (i = 0; i < 8; i++) {
		if (dma_mapping_error(p->dev, p->part[i]))
			goto undo;
	}
	return 0;
undo:
	for (i = 0; i < 8; i++) {
		if (!dma_mapping_error(p->dev, p->part[i]))
			dma_unmap_single(p->dev, p->part[i], 64, DMA_TO_DEVICE);
	}
	return -ENOMEM;
}

int flag_good(struct pair *p)
{
	bool failed = false;
	int i;

	for (i = 0; i < 8 && !failed; i++) {
		p->part[i] = dma_map_single(p->dev, p->data[i], 64, DMA_TO_DEVICE);
		failed = dma_mapping_error(p->dev, p->part[i]);
	}
	if (!failed)
		return 0;
	for (i -= 2; i >= 0; i--)
		dma_unmap_single(p->dev, p->part[i], 64, DMA_TO_DEVICE);
	return -ENOMEM;
}

int retry_good(struct pair *p, void *buf)
{
	dma_addr_t dma;
	int tries = 3;

	do {
		dma = dma_map_single(p->dev, buf, 256, DMA_TO_DEVICE);
	} while (dma_mapping_error(p->dev, dma) && --tries);
	if (dma_mapping_error(p->dev, dma))
		return -ENOMEM;
	writeq(dma, p->regs);
	dma_unmap_single(p->dev, dma, 256, DMA_TO_DEVICE);
	return 0;
}
