// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A zone is asked for in coherent memory, too.
// expect: dma-gfp-zone-flags
// kernel: nothing -- dma_alloc_attrs() drops these flags without a word

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL | GFP_DMA);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, 1024, ring, dma);
	return 0;
}
