// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The attributes of the allocation are not given to the free.
// expect: dma-free-attrs-mismatch

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
	dma_free_coherent(dev, PAGE_SIZE, cookie, dma);
	return 0;
}
