// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A later step fails, and the mapping stays.
// expect: dma-mapping-leak-on-error

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = devm_kzalloc(dev, 512, GFP_KERNEL);
	dma_addr_t dma;
	void *more;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(dev, buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -EIO;
	more = kmalloc((size_t)1 << 40, GFP_KERNEL | __GFP_NOWARN);
	if (!more)
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	dma_unmap_single(dev, dma, 512, DMA_TO_DEVICE);
	kfree(more);
	return 0;
}
