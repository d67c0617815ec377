// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As it was done before there was an API: the address is the CPU's. In a file that maps, the two may
// have been compared (good.c).

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/string.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

void physical_bad(struct chan *c, void *buf, size_t len)
{
	memset(buf, 0, len);
	dma_sync_single_for_device(c->dev, virt_to_phys(buf), len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}physical address{{.*}}[dma-sync-unmapped]
	writel(1, c->regs);
}
