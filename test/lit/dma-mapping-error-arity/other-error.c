// RUN: not %dma-lint %s -- %shim >%t 2>&1; FileCheck %s --implicit-check-not=warning: <%t
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With any other error in it, a file is not checked: who knows what it means.

#include <linux/dma-mapping.h>

int handle_only_bad(struct device *dev, void *buf)
{
	dma_addr_t dma = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dma))
		return -ENOMEM;
	dma_unmap_single(dev, dma, 64, nowhere);
	return 0;
}
// CHECK: not checked: it does not parse
