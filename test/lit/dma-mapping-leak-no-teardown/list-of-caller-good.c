// RUN: %dma-lint --whole-modules %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list came from outside of the module, and may well be unmapped there.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>

int card_write_good(struct device *dev, struct scatterlist *sgl, int nents, void __iomem *regs)
{
	struct scatterlist *sg;
	int i, n = dma_map_sg(dev, sgl, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	for_each_sg(sgl, sg, n, i) {
		writeq(sg_dma_address(sg), regs);
		writel(sg_dma_len(sg), regs + 8);
	}
	return 0;
}
