// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The number may live on; nobody gives it to the device.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct desc {
	__le64 addr;
	__le32 len;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct desc *desc;
	void *buf;
	dma_addr_t dma;
};

int forgotten_good(struct chan *c)
{
	c->dma = dma_map_single(c->dev, c->buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	c->desc->addr = cpu_to_le64(c->dma);
	dma_unmap_single(c->dev, c->dma, 64, DMA_TO_DEVICE);
	c->dma = 0;
	c->desc->addr = cpu_to_le64(c->dma);
	return 0;
}

int printed_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	dev_dbg(c->dev, "done with %llx\n", dma);
	dev_info(c->dev, "done with %pad\n", (void *)&dma);
	return 0;
}

int compared_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	if (readq(c->regs) == dma)
		return -EIO;
	return 0;
}

int replaced_good(struct chan *c, void *next)
{
	dma_addr_t dma = dma_map_single(c->dev, next, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, c->dma, 64, DMA_FROM_DEVICE);
	c->dma = dma;
	c->buf = next;
	writeq(c->dma, c->regs);
	return 0;
}

int round_after_round_good(struct chan *c, u8 *p, int n)
{
	while (n--) {
		dma_addr_t dma = dma_map_single(c->dev, p, 64, DMA_TO_DEVICE);

		if (dma_mapping_error(c->dev, dma))
			return -ENOMEM;
		writeq(dma, c->regs);
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
		p += 64;
	}
	return 0;
}

int stopped_on_one_path_good(struct chan *c, bool stop)
{
	c->dma = dma_map_single(c->dev, c->buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	if (stop)
		dma_unmap_single(c->dev, c->dma, 64, DMA_TO_DEVICE);
	if (!stop)
		writeq(c->dma, c->regs);
	return 0;
}
