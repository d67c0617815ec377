// RUN: %dma-lint --min-confidence=low %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The header for drivers; and a name that is only written somewhere.

#include <linux/dma-mapping.h>
#include <linux/io.h>

static const char header[] = "\
#include <linux/dma-direct.h>";

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int start_good(struct chan *c, phys_addr_t fifo)
{
	dma_addr_t dma = dma_map_resource(c->dev, fifo, 64, DMA_TO_DEVICE, 0);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_resource(c->dev, dma, 64, DMA_TO_DEVICE, 0);
	return 0;
}

const char *name_good(void)
{
	return header;
}
