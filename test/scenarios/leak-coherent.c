// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coherent memory is left on the good path.
// expect: dma-coherent-leak

#include <linux/dma-mapping.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	return 0;
}
