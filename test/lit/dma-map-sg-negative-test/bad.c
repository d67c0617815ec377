// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// dma_map_sg() is never negative; dma_map_sgtable() is 0 when all went well.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <rdma/ib_verbs.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	int nents, count;
};

int below_zero_bad(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (n < 0)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-sg-negative-test]
		return n;
	writel(n, j->regs);
	dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	return 0;
}

int field_bad(struct job *j)
{
	j->count = dma_map_sg(j->dev, j->sgl, j->nents, DMA_FROM_DEVICE);
	if (unlikely(j->count < 0)) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-sg-negative-test]
		dev_err(j->dev, "cannot map\n");
		return -EIO;
	}
	writel(j->count, j->regs);
	return 0;
}

int at_least_zero_bad(struct job *j, int nents)
{
	int ret;

	ret = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
	if (ret >= 0) {
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-sg-negative-test]
		writel(ret, j->regs);
		dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
		ret = 0;
	}
	return ret;
}

int goto_bad(struct ib_device *ib, struct scatterlist *sg, int nents)
{
	int ret = ib_dma_map_sg(ib, sg, nents, DMA_TO_DEVICE);

	if (ret < 0)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-sg-negative-test]
		goto out;
	ib_dma_unmap_sg(ib, sg, nents, DMA_TO_DEVICE);
	ret = 0;
out:
	return ret;
}

int table_backwards_bad(struct job *j, struct sg_table *sgt)
{
	int n = dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);

	if (!n)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-sg-negative-test]
		return -ENOMEM;
	writel(sgt->nents, j->regs);
	return 0;
}

int table_as_count_bad(struct job *j, struct sg_table *sgt)
{
	int ret = dma_map_sgtable(j->dev, sgt, DMA_TO_DEVICE, 0);

	if (ret <= 0)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-sg-negative-test]
		return -ENOMEM;
	writel(sgt->nents, j->regs);
	return 0;
}

/* What is unsigned is never negative, and a limit from above lets 0 pass. */
int unsigned_bad(struct job *j, int nents, unsigned int limit)
{
	unsigned int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (n < 0)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-sg-negative-test]
		return -EIO;
	if (n > limit) {
		dma_unmap_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);
		return -EINVAL;
	}
	writel(n, j->regs);
	return 0;
}
