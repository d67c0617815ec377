// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mapped for one direction, unmapped for another.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <rdma/ib_verbs.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	int nents;
};

int constants_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
}

int both_ways_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		goto out;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_BIDIRECTIONAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
out:
	return -ENOMEM;
}

int error_path_bad(struct chan *c, struct scatterlist *out, int nents)
{
	int ret = 0;

	if (!dma_map_sg(c->dev, out, nents, DMA_FROM_DEVICE))
		return -ENOMEM;
	if (readl(c->regs)) {
		ret = -EBUSY;
		goto fail;
	}
	dma_unmap_sg(c->dev, out, nents, DMA_FROM_DEVICE);
	return 0;
fail:
	dma_unmap_sg(c->dev, out, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return ret;
}

int inverted_choice_bad(struct chan *c, void *buf, bool write)
{
	dma_addr_t dma;

	dma = dma_map_single(c->dev, buf, 512, write ? DMA_TO_DEVICE : DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (write)
		dma_unmap_single(c->dev, dma, 512, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	else
		dma_unmap_single(c->dev, dma, 512, DMA_FROM_DEVICE);
	return 0;
}

int variable_changed_bad(struct chan *c, void *buf)
{
	enum dma_data_direction dir = DMA_FROM_DEVICE;
	dma_addr_t dma = dma_map_single(c->dev, buf, 512, dir);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dir = DMA_TO_DEVICE;
	writel(dir, c->regs);
	dma_unmap_single(c->dev, dma, 512, dir);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
}

int table_bad(struct chan *c, struct sg_table *sgt)
{
	int ret = dma_map_sgtable(c->dev, sgt, DMA_TO_DEVICE, 0);

	if (ret)
		return ret;
	dma_unmap_sgtable(c->dev, sgt, DMA_FROM_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
}

int legacy_pci_bad(struct pci_dev *pdev, struct chan *c, void *buf)
{
	dma_addr_t dma = pci_map_single(pdev, buf, 64, PCI_DMA_FROMDEVICE);

	if (pci_dma_mapping_error(pdev, dma))
		return -ENOMEM;
	writel(dma, c->regs);
	pci_unmap_single(pdev, dma, 64, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
}

int infiniband_bad(struct ib_device *ib, void *buf, u64 *sge)
{
	u64 dma = ib_dma_map_single(ib, buf, 64, DMA_TO_DEVICE);

	if (ib_dma_mapping_error(ib, dma))
		return -ENOMEM;
	*sge = dma;
	ib_dma_unmap_single(ib, dma, 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
	return 0;
}
