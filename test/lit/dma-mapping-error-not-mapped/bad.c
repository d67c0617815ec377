// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// dma_mapping_error() of what no map returned.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	int nents, count;
};

/* On failure the handle is whatever the stack held. */
int coherent_bad(struct job *j, const void *firmware, size_t size)
{
	dma_addr_t iova;
	void *virt;

	virt = dma_alloc_coherent(j->dev, size, &iova, GFP_KERNEL);
	if (dma_mapping_error(j->dev, iova))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-not-mapped]
		return -ENOMEM;
	memcpy(virt, firmware, size);
	writeq(iova, j->regs);
	dma_free_coherent(j->dev, size, virt, iova);
	return 0;
}

int count_bad(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (dma_mapping_error(j->dev, n))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-not-mapped]
		return -ENOMEM;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int pool_bad(struct job *j, struct dma_pool *pool, u32 **desc)
{
	dma_addr_t phys;

	*desc = dma_pool_alloc(pool, GFP_KERNEL, &phys);
	if (dma_mapping_error(j->dev, phys))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-not-mapped]
		return -ENOMEM;
	writeq(phys, j->regs);
	return 0;
}

/* What the list holds is old if the map failed. */
int entry_bad(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (dma_mapping_error(j->dev, sg_dma_address(j->sgl)))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-error-not-mapped]
		return -ENOMEM;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}
