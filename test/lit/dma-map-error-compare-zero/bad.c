// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 0 is a valid DMA address and failure is not 0.

#include <linux/dma-compat.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

int not_bad(struct chan *c, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, c->buf, len, DMA_TO_DEVICE);

	if (!dma)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-compare-zero]
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

int equal_zero_bad(struct chan *c)
{
	c->dma = dma_map_single(c->dev, c->buf, 64, DMA_TO_DEVICE);
	if (unlikely(c->dma == 0)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-compare-zero]
		dev_err(c->dev, "cannot map\n");
		return -ENOMEM;
	}
	writeq(c->dma, c->regs);
	return 0;
}

int null_bad(struct chan *c, struct page *page)
{
	dma_addr_t dma;

	dma = dma_map_page(c->dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma == (dma_addr_t)(unsigned long)NULL)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-compare-zero]
		goto fail;
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
fail:
	return -ENOMEM;
}

int truth_bad(struct chan *c)
{
	dma_addr_t dma = dma_map_single(c->dev, c->buf, 64, DMA_TO_DEVICE);

	if (dma) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-compare-zero]
		writeq(dma, c->regs);
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
		return 0;
	}
	return -ENOMEM;
}

int legacy_pci_bad(struct pci_dev *pdev, struct chan *c)
{
	dma_addr_t dma = pci_map_single(pdev, c->buf, 64, PCI_DMA_TODEVICE);

	if (!dma)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-error-compare-zero]
		return -ENOMEM;
	writel(dma, c->regs);
	pci_unmap_single(pdev, dma, 64, PCI_DMA_TODEVICE);
	return 0;
}
