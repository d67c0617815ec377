// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory with GFP_ATOMIC under a lock.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/spinlock.h>

#include "scenario.h"

static DEFINE_SPINLOCK(lock);

int scenario(struct device *dev)
{
	unsigned long flags;
	dma_addr_t dma;
	u32 *ring;

	spin_lock_irqsave(&lock, flags);
	ring = dma_alloc_coherent(dev, 1024, &dma, GFP_ATOMIC);
	spin_unlock_irqrestore(&lock, flags);
	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, 1024, ring, dma);
	return 0;
}
