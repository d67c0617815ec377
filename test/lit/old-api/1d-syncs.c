// RUN: not %dma-lint --whole-modules --min-confidence=low --checks=-dma-deprecated-*,-dma-mask-unset %s -- %shim -DDMA_COMPAT_2_6 | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA-API.txt, part Id: syncs, as they were before they named the side that comes next.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/string.h>

struct card {
	struct pci_dev *pdev;
	struct device *dev;
	void __iomem *regs;
};

int direction_bad(struct card *c, u8 *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_FROMDEVICE);

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	pci_dma_sync_single(c->pdev, dma, 64, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_FROMDEVICE);
	return 0;
}

int size_bad(struct card *c, u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);

	if (dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	dma_sync_single(c->dev, dma, 128, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-out-of-range]
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return 0;
}

/* Reading before the sync. */
int before_bad(struct card *c, u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);
	int status;

	if (dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	status = buf[0];
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-cpu-read-while-mapped]
	dma_sync_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return status;
}

int before_good(struct card *c, u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);
	int status;

	if (dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	dma_sync_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	status = buf[0];
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	return status;
}

/* Writing, and then the sync: to either side is what the old name means. */
int again_good(struct card *c, u8 *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_TODEVICE);

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	buf[0] = 2;
	pci_dma_sync_single(c->pdev, dma, 64, PCI_DMA_TODEVICE);
	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_TODEVICE);
	return 0;
}

int after_unmap_bad(struct card *c, u8 *buf)
{
	dma_addr_t dma = pci_map_single(c->pdev, buf, 64, PCI_DMA_FROMDEVICE);

	if (pci_dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	pci_unmap_single(c->pdev, dma, 64, PCI_DMA_FROMDEVICE);
	pci_dma_sync_single(c->pdev, dma, 64, PCI_DMA_FROMDEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-after-unmap]
	return 0;
}

int list_bad(struct card *c, struct scatterlist *sg, int nents)
{
	if (!pci_map_sg(c->pdev, sg, nents, PCI_DMA_FROMDEVICE))
		return -EIO;
	writel(nents, c->regs);
	pci_dma_sync_sg(c->pdev, sg, nents, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
	pci_unmap_sg(c->pdev, sg, nents, PCI_DMA_FROMDEVICE);
	return 0;
}

/* Part II: from a cache line to a cache line. */
int part_bad(struct card *c, u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, DMA_FROM_DEVICE);

	if (dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	dma_sync_single_range(c->dev, dma, 14, 50, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-partial-unaligned]
	dma_unmap_single(c->dev, dma, 512, DMA_FROM_DEVICE);
	return 0;
}

int part_good(struct card *c, u8 *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, DMA_FROM_DEVICE);

	if (dma_mapping_error(dma))
		return -ENOMEM;
	writel((u32)dma, c->regs);
	dma_sync_single_range(c->dev, dma, 128, 128, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 512, DMA_FROM_DEVICE);
	return 0;
}
