// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A helper that loses what it maps is told of once: that its first call failed says nothing of how
// the second one ends.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

static void push_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return;
	writeq(dma, c->regs);
}
// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]

void push_two(struct chan *c, void *head, void *body)
{
	push_bad(c, head, 16);
	push_bad(c, body, 32);
}
