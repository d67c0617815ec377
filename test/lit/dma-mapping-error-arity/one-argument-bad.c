// RUN: not %dma-lint %s -- %shim -DDMA_COMPAT_2_6 | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A driver of today in a tree of 2.6.26.

#include <linux/dma-compat.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>

int with_device_bad(struct device *dev, void *buf, void __iomem *regs)
{
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}with a device{{.*}}[dma-mapping-error-arity]
		return -ENOMEM;
	writeq(dma, regs);
	dma_unmap_single(dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}
