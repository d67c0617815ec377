// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Noncoherent memory is filled and given to the device without a sync.
// expect: dma-noncoherent-no-sync

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u8 *buf = dma_alloc_noncoherent(dev, PAGE_SIZE, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	u8 sent;

	if (!buf)
		return -ENOMEM;
	memset(buf, 1, PAGE_SIZE);
	writeq(dma, scenario_registers(dev));
	scenario_device_read(dev, dma, &sent, 1);
	dma_free_noncoherent(dev, PAGE_SIZE, buf, dma, DMA_TO_DEVICE);
	return 0;
}
