// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A later step fails, and coherent memory stays.
// expect: dma-coherent-leak-on-error

#include <linux/dma-mapping.h>
#include <linux/slab.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *more;
	u32 *ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	more = kmalloc((size_t)1 << 40, GFP_KERNEL | __GFP_NOWARN);
	if (!more)
		return -ENOMEM;
	kfree(more);
	dma_free_coherent(dev, 1024, ring, dma);
	return 0;
}
