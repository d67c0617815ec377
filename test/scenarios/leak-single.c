// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A mapping is left on the good path.
// expect: dma-mapping-leak

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = devm_kzalloc(dev, 512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -EIO;
	writeq(dma, scenario_registers(dev));
	return 0;
}
