// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Managed memory is freed by the function for other memory.
// expect: dma-managed-freed-twice

#include <linux/dma-mapping.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dmam_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	dma_free_coherent(dev, 1024, ring, dma);
	return 0;
}
