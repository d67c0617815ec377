// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each length where it belongs.

// CHECK-NOT: warning:

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

int descriptors_good(struct job *j, struct desc *d, int nents)
{
	struct scatterlist *sg;
	int i, n = dma_map_sg(j->dev, j->sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	for_each_sg(j->sgl, sg, n, i) {
		d[i].addr = sg_dma_address(sg);
		d[i].len = sg_dma_len(sg);
	}
	return n;
}

unsigned int total_good(struct scatterlist *sgl, int nents)
{
	struct scatterlist *sg;
	unsigned int total = 0;
	int i;

	for_each_sg(sgl, sg, nents, i)
		total += sg->length;
	return total;
}

/* Looks at both, gives the device the right one. */
void compared_good(struct job *j, struct scatterlist *sgl, unsigned int n)
{
	struct scatterlist *sg;
	unsigned int i;

	for_each_sg(sgl, sg, n, i) {
		if (sg->length != sg_dma_len(sg))
			dev_dbg(j->dev, "entry %u was merged\n", i);
		writeq(sg_dma_address(sg), j->regs + 16 * i);
		writel(sg_dma_len(sg), j->regs + 16 * i + 8);
	}
}
