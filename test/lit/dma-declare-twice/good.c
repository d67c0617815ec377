// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tried otherwise, released, or for another device.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>

int otherwise_good(struct device *dev, dma_addr_t at)
{
	if (!dma_declare_coherent_memory(dev, at, 0, 65536, DMA_MEMORY_MAP) &&
	    !dma_declare_coherent_memory(dev, at, 0, 65536, DMA_MEMORY_IO))
		return -ENXIO;
	return 0;
}

int released_good(struct device *dev, dma_addr_t a, dma_addr_t b)
{
	if (!dma_declare_coherent_memory(dev, a, 0, 65536, DMA_MEMORY_MAP))
		return -ENXIO;
	dma_release_declared_memory(dev);
	if (!dma_declare_coherent_memory(dev, b, 0, 65536, DMA_MEMORY_MAP))
		return -ENXIO;
	return 0;
}

int devices_good(struct device *x, struct device *y, dma_addr_t a, dma_addr_t b)
{
	if (!dma_declare_coherent_memory(x, a, 0, 65536, DMA_MEMORY_MAP))
		return -ENXIO;
	if (!dma_declare_coherent_memory(y, b, 0, 65536, DMA_MEMORY_MAP))
		return -ENXIO;
	return 0;
}
