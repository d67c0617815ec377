// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stack again, behind a scatterlist.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int list_bad(struct chan *c)
{
	u8 buf[64] = { 1 };
	struct scatterlist sg;

	sg_init_one(&sg, buf, sizeof(buf));
	if (!dma_map_sg(c->dev, &sg, 1, DMA_TO_DEVICE))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-map-stack]
		return -ENOMEM;
	writeq(sg_dma_address(&sg), c->regs);
	dma_unmap_sg(c->dev, &sg, 1, DMA_TO_DEVICE);
	return 0;
}
