// RUN: not %dma-lint --min-confidence=low --whole-modules '--checks=-*,dma-mask-unset' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What can the device reach?

#include <linux/dma-mapping.h>
#include <linux/pci.h>

struct ring {
	struct pci_dev *pdev;
	void *desc;
	dma_addr_t dma;
};

int ring_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(&r->pdev->dev, 4096, &r->dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mask-unset]
	return r->desc ? 0 : -ENOMEM;
}

void free_ring(struct ring *r)
{
	dma_free_coherent(&r->pdev->dev, 4096, r->desc, r->dma);
}

int probe(struct pci_dev *pdev, struct ring *r)
{
	int ret = pci_enable_device(pdev);

	if (ret)
		return ret;
	r->pdev = pdev;
	return ring_bad(r);
}

/* Said once for a driver: at the first call. */
int again_bad(struct ring *r, void *buf)
{
	dma_addr_t dma = dma_map_single(&r->pdev->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(&r->pdev->dev, dma))
		return -ENOMEM;
	dma_unmap_single(&r->pdev->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
