// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A ring is filled; the last buffer can't be mapped, the others are undone.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

#define SLOTS 4

int scenario(struct device *dev)
{
	u8 *bufs = kzalloc(SLOTS * 256, GFP_KERNEL);
	dma_addr_t dma[SLOTS];
	int i;

	if (!bufs)
		return -ENOMEM;
	for (i = 0; i < SLOTS; i++) {
		if (i == SLOTS - 1)
			scenario_fail(dev, true);
		dma[i] = dma_map_single(dev, bufs + i * 256, 256, DMA_FROM_DEVICE);
		if (dma_mapping_error(dev, dma[i]))
			goto unwind;
		writeq(dma[i], scenario_registers(dev));
	}
unwind:
	scenario_fail(dev, false);
	while (i--)
		dma_unmap_single(dev, dma[i], 256, DMA_FROM_DEVICE);
	kfree(bufs);
	return -ENOMEM;
}
