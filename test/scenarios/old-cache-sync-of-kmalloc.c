// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory from kmalloc() is handed over as if it were non-coherent memory of the DMA API.
// expect: dma-cache-sync-kind
// lint: dma-cache-sync-kind, dma-deprecated-pci-dma -- it says, too, that the names are old
// kernel: not asked -- the old names are gone from 6.12

#include <linux/dma-compat.h>
#include <linux/dma-mapping.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	void *buf = kzalloc(512, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	dma_cache_sync(dev, buf, 512, DMA_TO_DEVICE);
	kfree(buf);
	return 0;
}
