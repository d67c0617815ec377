// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA_NONE is for debugging; a mapping needs a direction.

#include <linux/dma-compat.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int constant_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_NONE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-direction-none]

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_NONE);
	return 0;
}

int forgotten_case_bad(struct chan *c, void *buf, int op)
{
	enum dma_data_direction dir = DMA_NONE;
	dma_addr_t dma;

	switch (op) {
	case 0:
		dir = DMA_TO_DEVICE;
		break;
	case 1:
		dir = DMA_FROM_DEVICE;
		break;
	default:
		dev_err(c->dev, "unknown operation\n");
		break;
	}
	dma = dma_map_single(c->dev, buf, 64, dir);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-direction-none]
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, dir);
	return 0;
}

int list_bad(struct chan *c, struct scatterlist *sg, int nents, bool read)
{
	enum dma_data_direction dir = read ? DMA_FROM_DEVICE : DMA_NONE;

	if (!dma_map_sg(c->dev, sg, nents, dir))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-direction-none]
		return -ENOMEM;
	writel(1, c->regs);
	dma_unmap_sg(c->dev, sg, nents, dir);
	return 0;
}

int legacy_pci_bad(struct pci_dev *pdev, struct chan *c, void *buf)
{
	dma_addr_t dma = pci_map_single(pdev, buf, 64, PCI_DMA_NONE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-direction-none]

	if (pci_dma_mapping_error(pdev, dma))
		return -ENOMEM;
	writel(dma, c->regs);
	pci_unmap_single(pdev, dma, 64, PCI_DMA_NONE);
	return 0;
}
