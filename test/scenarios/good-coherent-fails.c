// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The allocation fails; freeing NULL is allowed.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma = 0;
	u32 *ring;

	scenario_fail(dev, true);
	ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);
	scenario_fail(dev, false);
	if (ring)
		writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, 1024, ring, dma);
	return 0;
}
