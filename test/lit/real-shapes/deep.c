// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A chain of pointers deeper than the engine follows, read again after a call that may change it.
//
// RUN: %dma-lint %s -- %shim | count 0

#include <linux/dma-mapping.h>

struct node {
	struct node *n;
	int mapped;
	struct device *dev;
	dma_addr_t dma;
};

void change(struct node *n);

void deep_good(struct node *n)
{
	if (n[1].n->n->n->n->n->n->n->n->n->n->n->n->n->n->n
	    ->n->n->n->n->n->n->n->n->n->n->n->n->n->n->n->mapped)
		change(n);
	if (n[1].n->n->n->n->n->n->n->n->n->n->n->n->n->n->n
	    ->n->n->n->n->n->n->n->n->n->n->n->n->n->n->n->mapped)
		dma_unmap_single(n->dev, n->dma, 64, DMA_TO_DEVICE);
}
