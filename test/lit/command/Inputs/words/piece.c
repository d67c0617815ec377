// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Included by a source that has no word of the API itself.
static void clear(struct device *dev, void *buf, volatile void *reg)
{
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	writel(handle, reg);
	dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
}

void piece_bad(struct device *dev, void *buf, volatile void *reg)
{
	clear(dev, buf, reg);
}
