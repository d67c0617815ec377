// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The second allocation fails, and the first stays.
// expect: dma-coherent-leak-on-error

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t first_dma, second_dma;
	void *first, *second;

	first = dma_alloc_noncoherent(dev, PAGE_SIZE, &first_dma, DMA_TO_DEVICE, GFP_KERNEL);
	if (!first)
		return -ENOMEM;
	scenario_fail(dev, true);
	second = dma_alloc_noncoherent(dev, PAGE_SIZE, &second_dma, DMA_TO_DEVICE, GFP_KERNEL);
	scenario_fail(dev, false);
	if (!second)
		return -ENOMEM;
	dma_sync_single_for_device(dev, first_dma, PAGE_SIZE, DMA_TO_DEVICE);
	dma_sync_single_for_device(dev, second_dma, PAGE_SIZE, DMA_TO_DEVICE);
	writeq(first_dma, scenario_registers(dev));
	writeq(second_dma, scenario_registers(dev));
	dma_free_noncoherent(dev, PAGE_SIZE, second, second_dma, DMA_TO_DEVICE);
	dma_free_noncoherent(dev, PAGE_SIZE, first, first_dma, DMA_TO_DEVICE);
	return 0;
}
