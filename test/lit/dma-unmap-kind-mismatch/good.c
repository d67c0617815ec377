// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Families that are one code, and choices made twice in the same way.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/netdevice.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

struct tx_buf {
	dma_addr_t dma;
	u32 len;
	bool page;
};

int single_and_page_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_page(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int attrs_good(struct chan *c, struct page *page)
{
	dma_addr_t dma = dma_map_page_attrs(c->dev, page, 0, 4096, DMA_TO_DEVICE,
					    DMA_ATTR_WEAK_ORDERING);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_page_attrs(c->dev, dma, 4096, DMA_TO_DEVICE, DMA_ATTR_WEAK_ORDERING);
	return 0;
}

int fragment_good(struct chan *c, const skb_frag_t *frag)
{
	unsigned int len = skb_frag_size(frag);
	dma_addr_t dma = skb_frag_dma_map(c->dev, frag, 0, len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_page(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

int chosen_twice_good(struct chan *c, void *buf, phys_addr_t fifo, bool mmio)
{
	dma_addr_t dma;

	if (mmio)
		dma = dma_map_resource(c->dev, fifo, 64, DMA_TO_DEVICE, 0);
	else
		dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (mmio)
		dma_unmap_resource(c->dev, dma, 64, DMA_TO_DEVICE, 0);
	else
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int table_by_hand_good(struct chan *c, struct sg_table *sgt)
{
	int n = dma_map_sg(c->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	sgt->nents = n;
	writel(sgt->nents, c->regs);
	dma_unmap_sg(c->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	return 0;
}

int legacy_pci_good(struct pci_dev *pdev, struct page *page)
{
	dma_addr_t dma = pci_map_page(pdev, page, 0, 4096, PCI_DMA_TODEVICE);

	if (pci_dma_mapping_error(pdev, dma))
		return -ENOMEM;
	dma_unmap_page(&pdev->dev, dma, 4096, DMA_TO_DEVICE);
	return 0;
}
