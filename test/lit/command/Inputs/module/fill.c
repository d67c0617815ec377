// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One file of a module maps what the other unmaps.
#include "ring.h"

int slot_fill(struct device *dev, struct slot *slot)
{
	dma_addr_t dma = dma_map_single(dev, slot->buf, 2048, DMA_FROM_DEVICE);

	if (dma_mapping_error(dev, dma))
		return -12;
	slot->dma = dma;
	return 0;
}
