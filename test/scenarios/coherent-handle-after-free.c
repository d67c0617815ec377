// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The device gets a handle of memory that was freed, and writes there.
// expect: dma-coherent-use-after-free
// kernel: nothing -- it is not asked when the device writes

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	dma_free_coherent(dev, 1024, ring, dma);
	writeq(dma, scenario_registers(dev));
	scenario_device_write(dev, dma, "data", 4);
	return 0;
}
