// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Addresses and lengths that are not there yet, or never came.

#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>

struct job {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	struct dma_chan *chan;
	int nents, count;
};

int length_bad(struct job *j, struct scatterlist *sg, unsigned int want)
{
	unsigned int len = sg_dma_len(sg);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-dma-before-map]

	if (len > want)
		len = want;
	if (!dma_map_sg(j->dev, sg, 1, DMA_TO_DEVICE))
		return -ENOMEM;
	writeq(sg_dma_address(sg), j->regs);
	writel(len, j->regs + 8);
	return 0;
}

/* The shortest of two, found before either is mapped. */
int shorter_bad(struct job *j)
{
	unsigned int len = j->count;

	if (len > sg_dma_len(j->sgl))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-dma-before-map]
		len = sg_dma_len(j->sgl);
	if (!dma_map_sg(j->dev, j->sgl, 1, DMA_TO_DEVICE))
		return -EINVAL;
	writel(len, j->regs);
	return 0;
}

int failed_bad(struct job *j, int nents)
{
	int n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n) {
		dev_err(j->dev, "cannot map %u bytes\n", sg_dma_len(j->sgl));
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-dma-before-map]
		return -ENOMEM;
	}
	writeq(sg_dma_address(j->sgl), j->regs);
	return 0;
}
