// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// dma_map_sg() answers 0 when it fails; nobody looks.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <rdma/ib_verbs.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	int nents, count;
};

void ignored_bad(struct job *j, struct scatterlist *sg)
{
	dma_map_sg(j->dev, sg, 1, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sg]
	writeq(sg_dma_address(sg), j->regs);
	dma_unmap_sg(j->dev, sg, 1, DMA_TO_DEVICE);
}

int kept_but_not_tested_bad(struct job *j)
{
	struct scatterlist *sg;
	int i, n;

	n = dma_map_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sg]
	for_each_sg(j->sgl, sg, n, i) {
		writeq(sg_dma_address(sg), j->regs + 8 * i);
		writel(sg_dma_len(sg), j->regs + 8 * i + 4);
	}
	dma_unmap_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	return 0;
}

int other_count_tested_bad(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sg]

	if (!nents)
		return -EINVAL;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int attrs_in_branch_bad(struct job *j, bool keep)
{
	int n;

	if (keep) {
		n = dma_map_sg_attrs(j->dev, j->sgl, 4, DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sg]
	} else {
		n = dma_map_sg(j->dev, j->sgl, 4, DMA_TO_DEVICE);
		if (!n)
			return -ENOMEM;
	}
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, 4, DMA_TO_DEVICE);
	return 0;
}

int infiniband_bad(struct ib_device *ib, struct scatterlist *sg, int nents, u64 *list)
{
	int n = ib_dma_map_sg(ib, sg, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sg]

	while (n-- > 1)
		list[n] = sg_dma_address(&sg[n]);
	ib_dma_unmap_sg(ib, sg, nents, DMA_TO_DEVICE);
	return 0;
}

void legacy_pci_bad(struct pci_dev *pdev, struct scatterlist *sg)
{
	pci_map_sg(pdev, sg, 2, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sg]
	pci_unmap_sg(pdev, sg, 2, PCI_DMA_TODEVICE);
}
