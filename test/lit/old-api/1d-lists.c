// RUN: not %dma-lint --whole-modules --min-confidence=low --checks=-dma-deprecated-*,-dma-mask-unset %s -- %shim -DDMA_COMPAT_2_6 | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA-API.txt, part Id: lists.

#include <linux/dma-compat.h>
#include <linux/io.h>

struct card {
	struct pci_dev *pdev;
	struct device *dev;
	void __iomem *regs;
};

int untested_bad(struct card *c, struct scatterlist *sg, int nents)
{
	int count = pci_map_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sg]

	writel(count, c->regs);
	pci_unmap_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE);
	return 0;
}

int negative_bad(struct card *c, struct scatterlist *sg, int nents)
{
	int count = dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE);

	if (count < 0)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-sg-negative-test]
		return -EIO;
	writel(count, c->regs);
	dma_unmap_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	return 0;
}

int tested_good(struct card *c, struct scatterlist *sg, int nents)
{
	int count = pci_map_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE);

	if (count == 0)
		return -EIO;
	writel(count, c->regs);
	pci_unmap_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE);
	return 0;
}

/* Once mapped, it can't be mapped again. */
int again_bad(struct card *c, struct scatterlist *sg, int nents)
{
	if (!pci_map_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE))
		return -EIO;
	if (!pci_map_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-remap-mapped-sg]
		pci_unmap_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE);
		return -EIO;
	}
	writel(nents, c->regs);
	pci_unmap_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE);
	return 0;
}

/* The count is the one passed in. */
int count_bad(struct card *c, struct scatterlist *sg, int nents)
{
	int count = pci_map_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE);

	if (!count)
		return -EIO;
	writel(count, c->regs);
	pci_unmap_sg(c->pdev, sg, count, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
	return 0;
}

int sync_count_bad(struct card *c, struct scatterlist *sg, int nents)
{
	int count = dma_map_sg(c->dev, sg, nents, DMA_FROM_DEVICE);

	if (!count)
		return -EIO;
	writel(count, c->regs);
	dma_sync_sg(c->dev, sg, count, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-sync-returned-count]
	dma_unmap_sg(c->dev, sg, nents, DMA_FROM_DEVICE);
	return 0;
}

/* All other parameters, too. */
int direction_bad(struct card *c, struct scatterlist *sg, int nents)
{
	if (!pci_map_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE))
		return -EIO;
	writel(nents, c->regs);
	pci_unmap_sg(c->pdev, sg, nents, PCI_DMA_FROMDEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
}

int leak_bad(struct card *c, struct scatterlist *sg, int nents)
{
	if (!pci_map_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE))
		return -EIO;
	if (readl(c->regs) & 1)
		return -EBUSY;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writel(nents, c->regs);
	pci_unmap_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE);
	return 0;
}

/* What the device gets are the segments that were mapped. */
int walk_bad(struct card *c, struct scatterlist *sgl, int nents)
{
	int count = pci_map_sg(c->pdev, sgl, nents, PCI_DMA_TODEVICE), i;
	struct scatterlist *sg;

	if (!count)
		return -EIO;
	for_each_sg(sgl, sg, nents, i) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-iterate-wrong-count]
		writel((u32)sg_dma_address(sg), c->regs);
		writel(sg_dma_len(sg), c->regs + 4);
	}
	pci_unmap_sg(c->pdev, sgl, nents, PCI_DMA_TODEVICE);
	return 0;
}
