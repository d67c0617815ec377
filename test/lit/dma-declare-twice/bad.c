// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One region for a device.

#include <linux/dma-compat.h>

int two_bad(struct device *dev, dma_addr_t a, dma_addr_t b)
{
	if (dma_declare_coherent_memory(dev, a, 0, 65536, DMA_MEMORY_MAP) != DMA_MEMORY_MAP)
		return -ENXIO;
	if (dma_declare_coherent_memory(dev, b, 65536, 65536, DMA_MEMORY_MAP) != DMA_MEMORY_MAP)
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-twice]
		return -ENXIO;
	return 0;
}

static int add(struct device *dev, dma_addr_t at)
{
	return dma_declare_coherent_memory(dev, at, 0, 4096, DMA_MEMORY_IO);
}

int helper_bad(struct device *dev, dma_addr_t a, dma_addr_t b)
{
	if (!add(dev, a))
		return -ENXIO;
	if (!dma_declare_coherent_memory(dev, b, 0, 4096, DMA_MEMORY_IO))
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-twice]
		return -ENXIO;
	return 0;
}
