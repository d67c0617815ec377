// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table of pages is filled through its kernel address, and the device gets it without a sync.
// expect: dma-noncoherent-no-sync

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	struct sg_table *sgt =
		dma_alloc_noncontiguous(dev, PAGE_SIZE, DMA_TO_DEVICE, GFP_KERNEL, 0);
	char seen[8];
	void *cpu;

	if (!sgt)
		return -ENOMEM;
	cpu = dma_vmap_noncontiguous(dev, PAGE_SIZE, sgt);
	if (!cpu)
		goto free;
	memcpy(cpu, "command", 8);
	writeq(sg_dma_address(sgt->sgl), scenario_registers(dev));
	scenario_device_read(dev, sg_dma_address(sgt->sgl), seen, 8);
	dma_vunmap_noncontiguous(dev, cpu);
free:
	dma_free_noncontiguous(dev, PAGE_SIZE, sgt, DMA_TO_DEVICE);
	return 0;
}
