// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Not tested. The tree has to be configured the way it was for this to parse.
#include <linux/dma-mapping.h>

#ifndef ARM
#error "ARCH"
#endif

int probe_bad(struct device *dev, void *buf, volatile void *reg)
{
	const char *llvm = LLVM;
	dma_addr_t handle = dma_map_single(dev, buf, 64, DMA_TO_DEVICE);

	writel(handle, reg);
	dma_unmap_single(dev, handle, 64, DMA_TO_DEVICE);
	return llvm[0];
}
