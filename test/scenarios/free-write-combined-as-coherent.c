// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Write-combined memory is freed as coherent memory.
// expect: dma-free-kind-mismatch
// kernel: nothing -- dma-debug keeps no attributes

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *cpu = dma_alloc_wc(dev, PAGE_SIZE, &dma, GFP_KERNEL);

	if (!cpu)
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, PAGE_SIZE, cpu, dma);
	return 0;
}
