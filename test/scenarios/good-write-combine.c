// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Write-combined memory, freed by its own function.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_wc(dev, PAGE_SIZE, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma_free_wc(dev, PAGE_SIZE, ring, dma);
	return 0;
}
