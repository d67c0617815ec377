// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Synced for another direction than the mapping has.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <rdma/ib_verbs.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

int constants_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 256, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_sync_single_for_cpu(c->dev, dma, 256, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
	dma_unmap_single(c->dev, dma, 256, DMA_FROM_DEVICE);
	return 0;
}

int both_ways_bad(struct chan *c)
{
	c->dma = dma_map_single(c->dev, c->buf, 256, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	dma_sync_single_for_device(c->dev, c->dma, 256, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
	writeq(c->dma, c->regs);
	return 0;
}

int range_bad(struct chan *c, void *buf, int n)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 4096, DMA_TO_DEVICE);
	int i;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	for (i = 0; i < 4; i++) {
		dma_sync_single_range_for_device(c->dev, dma, i * 1024, 1024, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
		writel(n, c->regs);
	}
	dma_unmap_single(c->dev, dma, 4096, DMA_TO_DEVICE);
	return 0;
}

int list_bad(struct chan *c, struct scatterlist *sg, int nents, bool again)
{
	if (!dma_map_sg(c->dev, sg, nents, DMA_FROM_DEVICE))
		return -ENOMEM;
	writel(1, c->regs);
	if (again)
		dma_sync_sg_for_cpu(c->dev, sg, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
	dma_unmap_sg(c->dev, sg, nents, DMA_FROM_DEVICE);
	return 0;
}

int infiniband_bad(struct ib_device *ib, void *buf, u64 *sge)
{
	u64 dma = ib_dma_map_single(ib, buf, 256, DMA_TO_DEVICE);

	if (ib_dma_mapping_error(ib, dma))
		return -ENOMEM;
	*sge = dma;
	ib_dma_sync_single_for_cpu(ib, dma, 256, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
	ib_dma_unmap_single(ib, dma, 256, DMA_TO_DEVICE);
	return 0;
}

int legacy_pci_bad(struct pci_dev *pdev, struct chan *c)
{
	dma_addr_t dma = pci_map_single(pdev, c->buf, 256, PCI_DMA_FROMDEVICE);

	if (pci_dma_mapping_error(pdev, dma))
		return -ENOMEM;
	writel(dma, c->regs);
	pci_dma_sync_single_for_cpu(pdev, dma, 256, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
	pci_unmap_single(pdev, dma, 256, PCI_DMA_FROMDEVICE);
	return 0;
}

struct window {
	u32 *words;
	dma_addr_t dma;
	size_t size;
};

int window_open(struct device *dev, struct window *w)
{
	w->dma = dma_map_single(dev, w->words, w->size, DMA_FROM_DEVICE);
	return dma_mapping_error(dev, w->dma);
}

/* Said once: not also that nothing is synced for the CPU. */
u32 window_read_bad(struct device *dev, struct window *w)
{
	dma_sync_single_for_cpu(dev, w->dma, w->size, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
	return w->words[0];
}

void window_close(struct device *dev, struct window *w)
{
	dma_unmap_single(dev, w->dma, w->size, DMA_FROM_DEVICE);
}
