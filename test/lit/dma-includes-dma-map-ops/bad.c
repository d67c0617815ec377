// RUN: not %dma-lint --min-confidence=low %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: not %clang -fplugin=%plugin -fplugin-arg-dma_lint-min-confidence=low %shim -Werror -fsyntax-only %s 2>&1 | FileCheck %s --check-prefix=PLUGIN
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Headers of those who implement the API; also if something else has included them before.

#include <linux/dma-mapping.h>
/* #include <linux/dma-direct.h> in a comment is none */
#include <linux/dma-direct.h>
// CHECK: :[[@LINE-1]]:1: warning: <linux/dma-direct.h> is for those who implement{{.*}}[dma-includes-dma-map-ops]
// PLUGIN: bad.c:[[@LINE-2]]:1: error: <linux/dma-direct.h> is for{{.*}}[dma-includes-dma-map-ops]
#include <linux/io.h>
# include "linux/dma-map-ops.h"
// CHECK: :[[@LINE-1]]:1: warning: <linux/dma-map-ops.h> {{.*}}[dma-includes-dma-map-ops]

struct chan {
	struct device *dev;
	void __iomem *regs;
};

/* What the header tempts to: an address by arithmetic, right without an IOMMU only. */
void start_bad(struct chan *c, phys_addr_t memory)
{
	writeq(phys_to_dma(c->dev, memory), c->regs);
}

bool is_plain_bad(struct chan *c)
{
	return dma_set_mask_and_coherent(c->dev, DMA_BIT_MASK(32)) == 0 && !get_dma_ops(c->dev);
}
