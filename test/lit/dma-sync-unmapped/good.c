// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Syncs under the condition of the map, and of what others have mapped.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	bool use_dma;
	dma_addr_t dma;
};

int tested_good(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, len, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
	return 0;
}

/* The same question twice. */
void condition_good(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = 0;

	if (c->use_dma) {
		dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, dma))
			return;
		writeq(dma, c->regs);
	}
	if (c->use_dma) {
		dma_sync_single_for_cpu(c->dev, dma, len, DMA_FROM_DEVICE);
		dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
	}
}

/* Mapped when the channel was opened. */
void elsewhere_good(struct chan *c, void *buf, size_t len)
{
	memset(buf, 0, len);
	dma_sync_single_for_device(c->dev, c->dma, len, DMA_TO_DEVICE);
	writel(1, c->regs);
}

/* The file maps with the same address, and gives up where it differs. */
int page_table_good(struct chan *c, u32 *table)
{
	c->dma = dma_map_single(c->dev, table, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	if (c->dma != virt_to_phys(table)) {
		dma_unmap_single(c->dev, c->dma, 4096, DMA_TO_DEVICE);
		return -EINVAL;
	}
	return 0;
}

void entry_good(struct chan *c, u32 *entry, u32 value)
{
	*entry = value;
	dma_sync_single_for_device(c->dev, virt_to_phys(entry), sizeof(*entry), DMA_TO_DEVICE);
}
