// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mapped for the PCI function, unmapped for the interface that sits on it.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/platform_device.h>

struct priv {
	struct pci_dev *pdev;
	struct net_device *ndev;
	void __iomem *regs;
	struct scatterlist *sgl;
};

int fields_bad(struct priv *p, void *buf)
{
	dma_addr_t dma = dma_map_single(&p->pdev->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(&p->pdev->dev, dma))
		return -ENOMEM;
	writeq(dma, p->regs);
	dma_unmap_single(&p->ndev->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-device-mismatch]
	return 0;
}

int parameters_bad(struct platform_device *pdev, struct net_device *ndev, struct page *page)
{
	dma_addr_t dma;
	int ret = 0;

	dma = dma_map_page(&pdev->dev, page, 0, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(&pdev->dev, dma))
		return -ENOMEM;
	if (!ndev->mtu) {
		ret = -EINVAL;
		goto unmap;
	}
	dma_unmap_page(&pdev->dev, dma, 4096, DMA_FROM_DEVICE);
	return 0;
unmap:
	dma_unmap_page(&ndev->dev, dma, 4096, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-device-mismatch]
	return ret;
}

int list_bad(struct priv *p, int nents)
{
	struct device *dev = &p->pdev->dev;

	if (!dma_map_sg(dev, p->sgl, nents, DMA_TO_DEVICE))
		return -ENOMEM;
	dev = &p->ndev->dev;
	dma_unmap_sg(dev, p->sgl, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-device-mismatch]
	return 0;
}
