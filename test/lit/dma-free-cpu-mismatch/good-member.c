// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The member holds a place behind the start, and the free goes back by as much.

#include <linux/dma-mapping.h>
#include <linux/errno.h>

struct ring {
	struct device *dev;
	char *desc;
	dma_addr_t desc_dma;
};

int make_good(struct ring *r)
{
	dma_addr_t dma;
	char *desc = dma_alloc_coherent(r->dev, 4096, &dma, GFP_KERNEL);

	if (!desc)
		return -ENOMEM;
	r->desc = desc + 64;
	r->desc_dma = dma + 64;
	return 0;
}

void drop_good(struct ring *r)
{
	dma_free_coherent(r->dev, 4096, r->desc - 64, r->desc_dma - 64);
}
