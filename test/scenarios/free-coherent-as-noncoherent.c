// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coherent memory is freed as if it were not.
// expect: dma-free-kind-mismatch

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *cpu = dma_alloc_coherent(dev, PAGE_SIZE, &dma, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	dma_free_noncoherent(dev, PAGE_SIZE, cpu, dma, DMA_BIDIRECTIONAL);
	return 0;
}
