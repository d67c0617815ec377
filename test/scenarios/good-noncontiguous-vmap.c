// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table of pages that the CPU fills through one address, with the flushes that this takes.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/string.h>

#include "scenario.h"

int scenario(struct device *dev)
{
	size_t size = 2 * PAGE_SIZE;
	struct sg_table *sgt =
		dma_alloc_noncontiguous(dev, size, DMA_BIDIRECTIONAL, GFP_KERNEL, 0);
	void *cpu;

	if (!sgt)
		return -ENOMEM;
	cpu = dma_vmap_noncontiguous(dev, size, sgt);
	if (!cpu)
		goto free;
	memset(cpu, 0x5a, size);
	flush_kernel_vmap_range(cpu, size);
	dma_sync_sgtable_for_device(dev, sgt, DMA_BIDIRECTIONAL);
	writeq(sg_dma_address(sgt->sgl), scenario_registers(dev));
	dma_sync_sgtable_for_cpu(dev, sgt, DMA_BIDIRECTIONAL);
	invalidate_kernel_vmap_range(cpu, size);
	dma_vunmap_noncontiguous(dev, cpu);
free:
	dma_free_noncontiguous(dev, size, sgt, DMA_BIDIRECTIONAL);
	return 0;
}
