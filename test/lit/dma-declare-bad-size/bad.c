// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pages only.

#include <linux/dma-compat.h>

#define WINDOW_SIZE 5000

int declare_bad(struct device *dev, dma_addr_t bus)
{
	if (dma_declare_coherent_memory(dev, bus, 0, WINDOW_SIZE, DMA_MEMORY_MAP) !=
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-bad-size]
	    DMA_MEMORY_MAP)
		return -ENXIO;
	return 0;
}

void *occupied_bad(struct device *dev)
{
	return dma_mark_declared_memory_occupied(dev, 0, 512);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-bad-size]
}
