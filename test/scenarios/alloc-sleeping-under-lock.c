// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An allocation that may sleep, under a lock.
// expect: dma-alloc-sleep-in-atomic

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/spinlock.h>

#include "scenario.h"

static DEFINE_SPINLOCK(lock);

int scenario(struct device *dev)
{
	dma_addr_t dma;
	u32 *ring;

	spin_lock(&lock);
	ring = dma_alloc_coherent(dev, 1024, &dma, GFP_KERNEL);
	spin_unlock(&lock);
	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, 1024, ring, dma);
	return 0;
}
