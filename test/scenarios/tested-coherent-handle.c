// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coherent memory is tested by its handle instead of its address.
// expect: dma-mapping-error-not-mapped

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, 1024, ring, dma);
	return 0;
}
