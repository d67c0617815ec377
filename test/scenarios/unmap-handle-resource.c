// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The register that was written is unmapped, not the FIFO that was mapped.
// expect: dma-unmap-handle-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma = dma_map_resource(dev, scenario_fifo(dev), 256, DMA_TO_DEVICE, 0);

	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	dma_unmap_resource(dev, dma + 64, 256, DMA_TO_DEVICE, 0);
	return 0;
}
