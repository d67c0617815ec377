// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Streaming mappings anywhere, coherent memory below 4 GiB; and what the device needs is asked.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	dma_addr_t dma;
	void *cpu;
	int ret;

	ret = dma_set_mask(dev, DMA_BIT_MASK(64));
	if (ret)
		return ret;
	ret = dma_set_coherent_mask(dev, DMA_BIT_MASK(32));
	if (ret)
		return ret;
	if (!dma_get_required_mask(dev))
		return -EIO;
	cpu = dma_alloc_coherent(dev, 256, &dma, GFP_KERNEL);
	if (!cpu)
		return -ENOMEM;
	writel(lower_32_bits(dma), scenario_registers(dev));
	dma_free_coherent(dev, 256, cpu, dma);
	return 0;
}
