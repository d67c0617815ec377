// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two findings: never tested, and unmapped with another size.
#include "dma.h"

int bad_unchecked(struct device *dev, void *buf, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	writel(handle, reg);
	dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
	return 0;
}

int bad_size(struct device *dev, void *buf, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, handle))
		return -12;
	writel(handle, reg);
	dma_unmap_single(dev, handle, 32, DMA_TO_DEVICE);
	return 0;
}
