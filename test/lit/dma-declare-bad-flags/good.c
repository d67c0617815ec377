// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One of the two, alone or with others.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>

int map_good(struct device *dev, dma_addr_t bus)
{
	if (dma_declare_coherent_memory(dev, bus, 0, 65536,
					DMA_MEMORY_MAP | DMA_MEMORY_EXCLUSIVE) != DMA_MEMORY_MAP)
		return -ENXIO;
	return 0;
}

int either_good(struct device *dev, dma_addr_t bus, int io)
{
	int flag = io ? DMA_MEMORY_IO : DMA_MEMORY_MAP;

	if (dma_declare_coherent_memory(dev, bus, 0, 65536, flag) != flag)
		return -ENXIO;
	return 0;
}
