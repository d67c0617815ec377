// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A member keeps what was allocated, or what was mapped instead; each is undone its way.

#include <linux/dma-mapping.h>
#include <linux/slab.h>

struct nic {
	struct device *dev;
	void *ring;
	dma_addr_t ring_dma;
	bool mapped;
};

int setup_good(struct nic *n)
{
	n->ring = dma_alloc_coherent(n->dev, 4096, &n->ring_dma, GFP_KERNEL);
	if (n->ring)
		return 0;
	n->ring = kzalloc(4096, GFP_KERNEL);
	if (!n->ring)
		return -ENOMEM;
	n->ring_dma = dma_map_single(n->dev, n->ring, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(n->dev, n->ring_dma)) {
		kfree(n->ring);
		return -ENOMEM;
	}
	n->mapped = true;
	return 0;
}

void teardown(struct nic *n)
{
	if (n->mapped) {
		dma_unmap_single(n->dev, n->ring_dma, 4096, DMA_TO_DEVICE);
		kfree(n->ring);
	} else {
		dma_free_coherent(n->dev, 4096, n->ring, n->ring_dma);
	}
}
