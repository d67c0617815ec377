// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes given to both the allocation and the free.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *cookie =
		dma_alloc_attrs(dev, PAGE_SIZE, &dma, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING);

	if (!cookie)
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	dma_free_attrs(dev, PAGE_SIZE, cookie, dma, DMA_ATTR_NO_KERNEL_MAPPING);
	return 0;
}
