// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coherent memory is written to without a test for NULL.
// expect: dma-unchecked-alloc
// shim: nothing -- the memory was there, and a comparison with NULL leaves no trace

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, 1024, ring, dma);
	return 0;
}
