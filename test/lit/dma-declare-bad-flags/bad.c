// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How is the memory used?

#include <linux/dma-compat.h>

int exclusive_alone_bad(struct device *dev, dma_addr_t bus)
{
	if (!dma_declare_coherent_memory(dev, bus, 0, 65536, DMA_MEMORY_EXCLUSIVE))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-bad-flags]
		return -ENXIO;
	return 0;
}

int unknown_bad(struct device *dev, dma_addr_t bus)
{
	if (!dma_declare_coherent_memory(dev, bus, 0, 65536, DMA_MEMORY_MAP | 0x40))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-bad-flags]
		return -ENXIO;
	return 0;
}
