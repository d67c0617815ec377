// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One of many drivers that are alike.
#define pr_fmt(fmt) "driver: " fmt
#include <linux/dma-mapping.h>
#include <linux/helper.h>

int map_bad(struct device *dev, void *buf, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, handle))
		return helper();
	writel(handle, reg);
	dma_unmap_single(dev, handle, HELPER_SIZE, DMA_TO_DEVICE);
	return 0;
}
