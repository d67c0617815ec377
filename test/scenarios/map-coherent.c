// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coherent memory is mapped once more.
// expect: dma-map-coherent

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t again;
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	again = dma_map_single(dev, ring, 4096, DMA_FROM_DEVICE);
	if (!dma_mapping_error(dev, again)) {
		writeq(again, scenario_registers(dev));
		dma_unmap_single(dev, again, 4096, DMA_FROM_DEVICE);
	}
	dma_free_coherent(dev, 4096, ring, dma);
	return 0;
}
