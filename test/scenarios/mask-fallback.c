// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mask of 64 bits, which never fails, and one of 32 if it does.
// expect: dma-mask-fallback
// shim: nothing -- which masks are tried is no misuse of the machine

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	if (dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64)) &&
	    dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32)))
		return -EIO;
	return 0;
}
