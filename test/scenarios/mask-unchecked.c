// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The result of setting a narrow mask is thrown away.
// expect: dma-mask-unchecked
// shim: nothing -- a result that is thrown away leaves no trace

#include <linux/dma-mapping.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	return 0;
}
