// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nobody stores what the map returned; one function takes one count, another the other.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct buf {
	struct device *dev;
	void __iomem *regs;
	struct sg_table sgt;
};

int buf_map_bad(struct buf *b)
{
	int n = dma_map_sg(b->dev, b->sgt.sgl, b->sgt.orig_nents, DMA_TO_DEVICE);

	if (!n)
		return -EIO;
	writel(n, b->regs);
	return 0;
}

void buf_unmap_bad(struct buf *b)
{
	dma_unmap_sg(b->dev, b->sgt.sgl, b->sgt.nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sgt-nents-confusion]
}
