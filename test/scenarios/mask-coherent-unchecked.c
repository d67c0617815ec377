// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The mask for coherent memory is set, and nobody looks whether it was taken.
// expect: dma-mask-unchecked
// shim: nothing -- a result that is thrown away leaves no trace

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *cpu;

	dma_set_coherent_mask(dev, DMA_BIT_MASK(40));
	cpu = dma_alloc_coherent(dev, 512, &dma, GFP_KERNEL);
	if (!cpu)
		return -ENOMEM;
	writeq(dma, scenario_registers(dev));
	dma_free_coherent(dev, 512, cpu, dma);
	return 0;
}
