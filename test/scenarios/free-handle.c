// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An offset was added to the handle before the free.
// expect: dma-free-handle-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 8192, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma += 64;
	dma_free_coherent(dev, 8192, ring, dma);
	return 0;
}
