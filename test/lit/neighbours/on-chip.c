// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory on the chip has addresses of 32 bits, wherever the mask says that buffers may be.

#include "Inputs/neighbours.h"

struct line {
	struct device *dev;
	struct gen_pool *pool;
	void *descs;
	dma_addr_t descs_dma, period;
	u32 next, source;
	void __iomem *regs;
};

int probe_good(struct line *l)
{
	return dma_set_mask_and_coherent(l->dev, DMA_BIT_MASK(64));
}

int descs_good(struct line *l)
{
	l->descs = gen_pool_dma_alloc(l->pool, 256, &l->descs_dma);
	return l->descs ? 0 : -ENOMEM;
}

void link_good(struct line *l)
{
	l->next = l->descs_dma;
}

void period_bad(struct line *l)
{
	l->source = l->period;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
}
