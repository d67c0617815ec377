// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A descriptor of the device's address and the CPU's length.

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

struct desc {
	u64 addr;
	u32 len;
};

int descriptors_bad(struct job *j, struct desc *d, int nents)
{
	struct scatterlist *sg;
	int i, n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	for_each_sg(j->sgl, sg, n, i) {
		d[i].addr = sg_dma_address(sg);
		d[i].len = sg->length;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-length-as-dma-length]
	}
	return n;
}

/* Mapped elsewhere: only mapped entries have an address. */
void program_bad(struct job *j, struct scatterlist *sgl, unsigned int n)
{
	struct scatterlist *sg;
	unsigned int i;

	for_each_sg(sgl, sg, n, i) {
		writeq(sg_dma_address(sg), j->regs + 16 * i);
		writel(sg->length, j->regs + 16 * i + 8);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-length-as-dma-length]
	}
}
