// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A ring whose elements are mapped until one fails: those before it, and no other, are unmapped.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/slab.h>

struct element { void *data; dma_addr_t dma; };

static int element_map(struct device *dev, struct element *e)
{
	e->data = kzalloc(64, GFP_KERNEL);
	if (!e->data)
		return -ENOMEM;
	e->dma = dma_map_single(dev, e->data, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, e->dma)) {
		kfree(e->data);
		return -ENOMEM;
	}
	return 0;
}

static void element_unmap(struct device *dev, struct element *e)
{
	dma_unmap_single(dev, e->dma, 64, DMA_TO_DEVICE);
	kfree(e->data);
}

static void elements_unmap(struct device *dev, struct element *ring, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		element_unmap(dev, &ring[i]);
	kfree(ring);
}

struct element *elements_good(struct device *dev, size_t count)
{
	struct element *ring = kcalloc(count, sizeof(*ring), GFP_KERNEL);
	size_t i;

	if (!ring)
		return NULL;
	for (i = 0; i < count; i++)
		if (element_map(dev, &ring[i]))
			goto unmap;
	return ring;
unmap:
	elements_unmap(dev, ring, i);
	return NULL;
}
