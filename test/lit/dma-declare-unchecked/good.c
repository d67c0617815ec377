// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Asked, each in its own way.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/err.h>
#include <linux/string.h>

int declared_good(struct device *dev, dma_addr_t bus)
{
	if (!(dma_declare_coherent_memory(dev, bus, 0, 65536, DMA_MEMORY_MAP) & DMA_MEMORY_MAP))
		return -ENXIO;
	return 0;
}

int occupied_good(struct device *dev)
{
	u32 *p = dma_mark_declared_memory_occupied(dev, 0, 4096);

	if (IS_ERR(p))
		return PTR_ERR(p);
	p[0] = 1;
	return 0;
}
