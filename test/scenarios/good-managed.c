// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Managed memory is given back at unbinding.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring = dmam_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	return 0;
}
