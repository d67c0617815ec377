// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One variable for two counts.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	int nents, count;
};

int variable_bad(struct job *j, int nents)
{
	nents = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (!nents)
		return -ENOMEM;
	writel(nents, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-nents-overwritten]
	return 0;
}

/* The error path undoes with what is left of the count. */
int error_path_bad(struct job *j, struct scatterlist *sgl)
{
	unsigned int nents = sg_nents(sgl);

	nents = dma_map_sg(j->dev, sgl, nents, DMA_FROM_DEVICE);
	if (nents == 0)
		return -EIO;
	writel(nents, j->regs);
	if (readl(j->regs + 4)) {
		dma_unmap_sg(j->dev, sgl, nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-nents-overwritten]
		return -EBUSY;
	}
	return 0;
}

int member_bad(struct job *j)
{
	j->nents = dma_map_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	if (!j->nents)
		return -ENOMEM;
	dma_sync_sg_for_cpu(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-nents-overwritten]
	return 0;
}

/* Mapped here, unmapped by the interrupt. */
struct request {
	struct device *dev;
	struct scatterlist *sgl;
	int entries;
};

int start_bad(struct request *r)
{
	r->entries = dma_map_sg(r->dev, r->sgl, r->entries, DMA_TO_DEVICE);
	return r->entries ? 0 : -ENOMEM;
}

void complete_bad(struct request *r)
{
	dma_unmap_sg(r->dev, r->sgl, r->entries, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-nents-overwritten]
}

/* Neither loops of the CPU nor copies may stop early. */
int copy_bad(struct job *j, int nents, void *buf, size_t len)
{
	int orig = nents;

	nents = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	if (!nents)
		return -ENOMEM;
	writel(nents, j->regs);
	dma_unmap_sg(j->dev, j->sgl, orig, DMA_FROM_DEVICE);
	sg_copy_to_buffer(j->sgl, nents, buf, len);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-nents-overwritten]
	return 0;
}

int pages_bad(struct job *j, int nents)
{
	struct scatterlist *sg;
	int i, orig = nents;

	nents = dma_map_sg(j->dev, j->sgl, nents, DMA_FROM_DEVICE);
	if (!nents)
		return -ENOMEM;
	writel(nents, j->regs);
	dma_unmap_sg(j->dev, j->sgl, orig, DMA_FROM_DEVICE);
	for_each_sg(j->sgl, sg, nents, i)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-nents-overwritten]
		put_page(sg_page(sg));
	return 0;
}
