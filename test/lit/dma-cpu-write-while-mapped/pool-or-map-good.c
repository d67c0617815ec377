// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Small areas are from a pool and coherent, larger ones are mapped. What this command needs is one or two slots of 32
// bytes: never more than fits the pool.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

#define POOL_MAX 64

struct area {
	struct device *dev;
	struct dma_pool *pool;
	u8 *address;
	unsigned int length;
	dma_addr_t dma;
};

static int area_init(struct area *a, unsigned int length)
{
	a->length = length;
	a->address = NULL;
	a->dma = 0;
	if (length <= POOL_MAX) {
		a->address = dma_pool_zalloc(a->pool, GFP_KERNEL, &a->dma);
		return a->address ? 0 : -ENOMEM;
	}
	a->address = kzalloc(length, GFP_KERNEL);
	if (!a->address)
		return -ENOMEM;
	a->dma = dma_map_single(a->dev, a->address, length, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(a->dev, a->dma)) {
		kfree(a->address);
		a->address = NULL;
		return -ENOMEM;
	}
	return 0;
}

static void area_free(struct area *a)
{
	if (a->length <= POOL_MAX) {
		if (a->address)
			dma_pool_free(a->pool, a->address, a->dma);
	} else {
		if (a->dma)
			dma_unmap_single(a->dev, a->dma, a->length, DMA_BIDIRECTIONAL);
		kfree(a->address);
	}
	a->address = NULL;
}

int hash_good(struct device *dev, struct dma_pool *pool, void __iomem *regs, int type, const void *init)
{
	struct area area = { .dev = dev, .pool = pool };
	unsigned int slots, size;

	switch (type) {
	case 1:
		slots = 1;
		size = 20;
		break;
	case 512:
		slots = 2;
		size = 64;
		break;
	default:
		return -EINVAL;
	}
	if (area_init(&area, slots * 32))
		return -ENOMEM;
	memcpy(area.address, init, size);
	writeq(area.dma, regs);
	while (readl(regs + 8))
		;
	area_free(&area);
	return 0;
}
