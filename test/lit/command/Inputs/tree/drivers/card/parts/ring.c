// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// In a directory without a Makefile: the one above it names this file.
#include <linux/dma-mapping.h>

int ring_bad(struct device *dev, void *buf, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, handle))
		return -12;
	writel(handle, reg);
	dma_unmap_single(dev, handle, 32, DMA_TO_DEVICE);
	return 0;
}
