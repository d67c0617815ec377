// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Both masks are set to the same, one after the other.
// expect: dma-mask-open-coded
// shim: nothing -- two calls do what one does

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	int ret = dma_set_mask(dev, DMA_BIT_MASK(44));

	if (ret)
		return ret;
	return dma_set_coherent_mask(dev, DMA_BIT_MASK(44));
}
