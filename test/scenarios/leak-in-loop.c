// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A ring can't be filled; the buffers before stay mapped.
// expect: dma-mapping-leak-in-loop
// shim: dma-mapping-leak-on-error -- a leak is seen when the device is unbound, not how it came
//   about

#include <linux/dma-mapping.h>
#include <linux/slab.h>

#include "scenario.h"

#define SLOTS 4

int scenario(struct device *dev)
{
	u8 *bufs = devm_kzalloc(dev, SLOTS * 256, GFP_KERNEL);
	dma_addr_t dma[SLOTS];
	int i;

	if (!bufs)
		return -ENOMEM;
	for (i = 0; i < SLOTS; i++) {
		if (i == SLOTS - 1)
			scenario_fail(dev, true);
		dma[i] = dma_map_single(dev, bufs + i * 256, 256, DMA_FROM_DEVICE);
		scenario_fail(dev, false);
		if (dma_mapping_error(dev, dma[i]))
			return -ENOMEM;
	}
	for (i = 0; i < SLOTS; i++)
		dma_unmap_single(dev, dma[i], 256, DMA_FROM_DEVICE);
	return 0;
}
