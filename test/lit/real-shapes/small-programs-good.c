// RUN: %dma-lint --whole-modules %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What looks like the mistakes of small-programs-bad.c, and is right.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/string.h>

struct engine {
	struct device *dev;
	void __iomem *regs;
	bool dead;
	bool uses_dma;
	bool given;
};

/* The firmware keeps it, unless it said no. */
int for_good_good(struct engine *e, int (*give)(dma_addr_t))
{
	dma_addr_t dma;
	void *table = dma_alloc_coherent(e->dev, 4096, &dma, GFP_KERNEL);
	int ret;

	if (!table)
		return -ENOMEM;
	ret = give(dma);
	if (ret) {
		dma_free_coherent(e->dev, 4096, table, dma);
		return ret;
	}
	e->given = true;
	return 0;
}

/* The same question before the map and after it. */
int asked_twice_good(struct engine *e, void *buf, int (*start)(struct engine *))
{
	dma_addr_t dma = 0;
	int ret;

	if (e->uses_dma) {
		dma = dma_map_single(e->dev, buf, 64, DMA_BIDIRECTIONAL);
		if (dma_mapping_error(e->dev, dma))
			return -ENOMEM;
		writeq(dma, e->regs);
	}
	ret = start(e);
	if (e->uses_dma)
		dma_unmap_single(e->dev, dma, 64, DMA_BIDIRECTIONAL);
	return ret;
}

int dead_good(struct engine *e, void *buf)
{
	dma_addr_t dma = dma_map_single(e->dev, buf, 64, DMA_BIDIRECTIONAL);
	int ret = -ENODEV;

	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	if (!e->dead) {
		writeq(dma, e->regs);
		ret = 0;
	}
	dma_unmap_single(e->dev, dma, 64, DMA_BIDIRECTIONAL);
	return ret;
}

/* On this path there is no head. */
int head_good(struct engine *e, void *buf, size_t len, size_t head)
{
	dma_addr_t dma;

	if (head)
		return -EINVAL;
	dma = dma_map_single(e->dev, buf, len + head, DMA_TO_DEVICE);
	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	writeq(dma, e->regs);
	dma_unmap_single(e->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

/* The second map failed; the first one is undone. */
int mapped_before_good(struct engine *e, struct scatterlist *list, int nents,
		       int (*run)(struct scatterlist *, int))
{
	int n = dma_map_sg(e->dev, list, nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	run(list, n);
	n = dma_map_sg(e->dev, list, nents, DMA_TO_DEVICE);
	if (!n) {
		dma_unmap_sg(e->dev, list, nents, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	run(list, n);
	dma_unmap_sg(e->dev, list, nents, DMA_TO_DEVICE);
	return 0;
}

/* Guarded, if in two ways. */
int guarded_good(struct engine *e, void *buf, size_t len, bool again)
{
	dma_addr_t dma = 0;

	if (len) {
		dma = dma_map_single(e->dev, buf, len, DMA_TO_DEVICE);
		if (dma_mapping_error(e->dev, dma))
			return -ENOMEM;
	}
	writeq(dma, e->regs);
	if (len)
		dma_unmap_single(e->dev, dma, len, DMA_TO_DEVICE);
	return again;
}

/* What callers elsewhere do with it is not seen. */
struct sg_table *allocated_good(struct device *dev)
{
	return dma_alloc_noncontiguous(dev, 65536, DMA_FROM_DEVICE, GFP_KERNEL, 0);
}

/* For the CPU's own use. */
unsigned long page_number_good(void *p)
{
	return virt_to_phys(p) >> 12;
}

int both_syncs_good(struct engine *e, u8 *buf)
{
	dma_addr_t dma = dma_map_single(e->dev, buf, 512, DMA_TO_DEVICE);

	if (dma_mapping_error(e->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(e->dev, dma, 512, DMA_TO_DEVICE);
	memset(buf, 0, 4);
	dma_sync_single_for_device(e->dev, dma, 512, DMA_TO_DEVICE);
	writeq(dma, e->regs);
	dma_unmap_single(e->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}
