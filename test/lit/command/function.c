// RUN: not %dma-lint --quiet --format=json %s -- %shim | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The function that is named has the line, also where a caller shows that something is wrong there.

#include <linux/dma-mapping.h>
#include <linux/io.h>

static dma_addr_t helper(struct device *dev, void *buf, size_t len)
{
	return dma_map_single(dev, buf, len, DMA_TO_DEVICE);
}

void caller(struct device *dev, void __iomem *regs, void *buf, size_t len)
{
	dma_addr_t dma = helper(dev, buf, len);

	writeq(dma, regs);
	dma_unmap_single(dev, dma, len, DMA_TO_DEVICE);
}

// CHECK: "rule":"dma-unchecked-map",{{.*}}"line":11,{{.*}}"function":"helper"
