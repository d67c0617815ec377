// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A FIFO that cannot be mapped; the result is tested.
// expect: nothing
// kernel: dma-mapping-leak -- 6.12 makes an entry for a resource also if its map fails

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;

	scenario_fail(dev, true);
	dma = dma_map_resource(dev, scenario_fifo(dev), 64, DMA_BIDIRECTIONAL, 0);
	scenario_fail(dev, false);
	if (dma_mapping_error(dev, dma))
		return 0;
	writeq(dma, scenario_registers(dev));
	dma_unmap_resource(dev, dma, 64, DMA_BIDIRECTIONAL, 0);
	return 0;
}
