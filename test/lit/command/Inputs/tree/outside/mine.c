// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A module that is not in the tree.
#include <linux/dma-mapping.h>

int mine_bad(struct device *dev, void *buf, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	writel(handle, reg);
	dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
	return 0;
}
