// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two names of one code, lists of one entry, and what has no other function.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>
#include <rdma/ib_verbs.h>

struct chan {
	struct device *dev;
	struct ib_device *ib;
	void __iomem *regs;
};

int list_good(struct chan *c, struct scatterlist *sgl, int nents)
{
	int mapped = dma_map_sg(c->dev, sgl, nents, DMA_FROM_DEVICE);

	if (!mapped)
		return -ENOMEM;
	writel(mapped, c->regs);
	dma_sync_sg_for_cpu(c->dev, sgl, nents, DMA_FROM_DEVICE);
	dma_unmap_sg(c->dev, sgl, nents, DMA_FROM_DEVICE);
	return 0;
}

/* dma_sync_single_*() is for pages, too. */
int page_good(struct chan *c, struct page *page)
{
	dma_addr_t dma = dma_map_page(c->dev, page, 0, 4096, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_range_for_cpu(c->dev, dma, 0, 64, DMA_FROM_DEVICE);
	dma_sync_single_range_for_device(c->dev, dma, 0, 64, DMA_FROM_DEVICE);
	dma_unmap_page(c->dev, dma, 4096, DMA_FROM_DEVICE);
	return 0;
}

int one_entry_good(struct chan *c, void *buf)
{
	struct scatterlist sg;

	sg_init_one(&sg, buf, 512);
	if (!dma_map_sg(c->dev, &sg, 1, DMA_FROM_DEVICE))
		return -ENOMEM;
	writeq(sg_dma_address(&sg), c->regs);
	dma_sync_single_for_cpu(c->dev, sg_dma_address(&sg), 512, DMA_FROM_DEVICE);
	dma_unmap_sg(c->dev, &sg, 1, DMA_FROM_DEVICE);
	return 0;
}

/* InfiniBand has no sync of lists. */
void entries_good(struct chan *c, struct scatterlist *sgl, int mapped)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, mapped, i)
		ib_dma_sync_single_for_cpu(c->ib, sg_dma_address(sg), sg_dma_len(sg),
					   DMA_FROM_DEVICE);
}

/* Only the header of what the first entry holds. */
void header_good(struct chan *c, struct scatterlist *sgl)
{
	dma_sync_single_for_cpu(c->dev, sg_dma_address(sgl), 64, DMA_FROM_DEVICE);
}
