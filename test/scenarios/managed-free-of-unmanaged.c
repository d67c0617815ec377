// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Plain coherent memory is given to the managed free.
// expect: dma-managed-free-unmanaged

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	dmam_free_coherent(dev, 1024, ring, dma);
	return 0;
}
