// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory is declared for a device that has some.
// expect: dma-declare-twice
// kernel: not asked -- the old names are gone from 6.12

#include <linux/dma-compat.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	phys_addr_t place = scenario_fifo(dev);

	if (dma_declare_coherent_memory(dev, place, place, 16 * PAGE_SIZE, DMA_MEMORY_MAP) !=
	    DMA_MEMORY_MAP)
		return -ENOMEM;
	if (dma_declare_coherent_memory(dev, place, place, 32 * PAGE_SIZE, DMA_MEMORY_MAP) !=
	    DMA_MEMORY_MAP)
		return -ENOMEM;
	dma_release_declared_memory(dev);
	return 0;
}
