// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Granted or not?

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/string.h>

int declared_bad(struct device *dev, dma_addr_t bus)
{
	dma_declare_coherent_memory(dev, bus, 0, 65536, DMA_MEMORY_MAP);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-unchecked]
	return 0;
}

void occupied_bad(struct device *dev)
{
	u32 *p = dma_mark_declared_memory_occupied(dev, 0, 4096);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-declare-unchecked]

	if (p)
		p[0] = 1;
}
