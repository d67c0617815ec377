// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that leave a half-filled array to their callers, who are there, or say how far they got.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/slab.h>

#define NSLOTS 16

struct ring {
	struct device *dev;
	int used;
	dma_addr_t dma[NSLOTS];
	void *bufs[NSLOTS];
};

static int fill(struct ring *r)
{
	for (r->used = 0; r->used < NSLOTS; r->used++) {
		dma_addr_t dma = dma_map_single(r->dev, r->bufs[r->used], 64, DMA_FROM_DEVICE);

		if (dma_mapping_error(r->dev, dma))
			return -ENOMEM;
		r->dma[r->used] = dma;
	}
	return 0;
}

void empty(struct ring *r)
{
	while (r->used--)
		dma_unmap_single(r->dev, r->dma[r->used], 64, DMA_FROM_DEVICE);
}

int open_good(struct ring *r)
{
	int ret = fill(r);

	if (ret)
		empty(r);
	return ret;
}

/* What it has is good enough. */
int as_many_as_go_good(struct ring *r)
{
	int i;

	for (i = 0; i < NSLOTS; i++) {
		r->dma[i] = dma_map_single(r->dev, r->bufs[i], 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(r->dev, r->dma[i]))
			break;
	}
	r->used = i;
	return i;
}
