// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coherent memory is freed with interrupts off.
// expect: dma-free-coherent-atomic

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/spinlock.h>

#include "scenario.h"

static DEFINE_SPINLOCK(lock);

int scenario(struct device *dev)
{
	unsigned long flags;
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	spin_lock_irqsave(&lock, flags);
	dma_free_coherent(dev, 1024, ring, dma);
	spin_unlock_irqrestore(&lock, flags);
	return 0;
}
