// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// dma_unmap_sg() wants the count that went into dma_map_sg(), not the one that came out.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <rdma/ib_verbs.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	int nents, count;
};

int local_bad(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, n, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
	return 0;
}

int overwritten_bad(struct job *j, int nents)
{
	nents = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (nents == 0)
		return -ENOMEM;
	writel(nents, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-nents-overwritten]
	return 0;
}

int field_bad(struct job *j)
{
	j->count = dma_map_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	if (!j->count)
		return -ENOMEM;
	writel(j->count, j->regs);
	if (readl(j->regs + 4)) {
		dma_unmap_sg(j->dev, j->sgl, j->count, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
		return -EIO;
	}
	return 0;
}

/* The name says the right thing, the value does not. */
int misleading_name_bad(struct job *j, int nents)
{
	int orig_nents;
	int ret = 0;

	orig_nents = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (orig_nents <= 0)
		return -EIO;
	writel(orig_nents, j->regs);
	if (readl(j->regs))
		ret = -EIO;
	dma_unmap_sg(j->dev, j->sgl, orig_nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
	return ret;
}

int table_bad(struct job *j, struct sg_table *sgt)
{
	if (dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0))
		return -ENOMEM;
	writel(sgt->nents, j->regs);
	dma_unmap_sg(j->dev, sgt->sgl, sgt->nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
	return 0;
}

int stored_in_table_bad(struct job *j, struct sg_table *sgt)
{
	sgt->nents = dma_map_sg(j->dev, sgt->sgl, sgt->orig_nents, DMA_TO_DEVICE);
	if (!sgt->nents)
		return -ENOMEM;
	dma_unmap_sg(j->dev, sgt->sgl, sgt->nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
	return 0;
}

int infiniband_bad(struct ib_device *ib, struct scatterlist *sg, int nents, u32 *hw)
{
	int n = ib_dma_map_sg(ib, sg, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	*hw = n;
	ib_dma_unmap_sg(ib, sg, n, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
	return 0;
}

int legacy_pci_bad(struct pci_dev *pdev, struct job *j, int nents)
{
	int n = pci_map_sg(pdev, j->sgl, nents, PCI_DMA_TODEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	pci_unmap_sg(pdev, j->sgl, n, PCI_DMA_TODEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
	return 0;
}

/* Kept in a wider type between the map and the end of the transfer. */
struct hash {
	struct device *dev;
	struct scatterlist *sgl;
	size_t entries, mapped;
};

int hash_start_bad(struct hash *h)
{
	h->mapped = dma_map_sg(h->dev, h->sgl, 1, DMA_TO_DEVICE);
	return h->mapped == 0 ? -EINVAL : 0;
}

void hash_stop_bad(struct hash *h)
{
	dma_unmap_sg(h->dev, h->sgl, h->mapped, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
}

/* Neither the one count nor the other: the status entry at the end is forgotten. */
int neither_count_bad(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);

	if (!n)
		return -ENOMEM;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents - 1, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}another count{{.*}}[dma-sg-unmap-returned-count]
	return 0;
}
