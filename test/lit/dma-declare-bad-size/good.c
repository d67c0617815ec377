// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whole pages, and sizes that only the machine knows.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>

int declare_good(struct device *dev, dma_addr_t bus)
{
	if (dma_declare_coherent_memory(dev, bus, 0, 65536, DMA_MEMORY_MAP) != DMA_MEMORY_MAP)
		return -ENXIO;
	return 0;
}

int resource_good(struct device *dev, dma_addr_t bus, size_t size)
{
	if (dma_declare_coherent_memory(dev, bus, 0, size, DMA_MEMORY_MAP) != DMA_MEMORY_MAP)
		return -ENXIO;
	return 0;
}
