// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A helper unmaps what the caller has kept, if it has kept anything.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

struct request {
	dma_addr_t dma;
	size_t len;
	bool mapped;
};

static void finish(struct device *dev, struct request *r)
{
	if (!r->mapped)
		return;
	dma_unmap_single(dev, r->dma, r->len, DMA_TO_DEVICE);
	r->mapped = false;
}

int scenario(struct device *dev)
{
	struct request r = { .len = 512 };
	void *buf = kzalloc(r.len, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	finish(dev, &r);
	r.dma = dma_map_single(dev, buf, r.len, DMA_TO_DEVICE);
	if (dma_mapping_error(dev, r.dma))
		goto free;
	r.mapped = true;
	writeq(r.dma, scenario_registers(dev));
	finish(dev, &r);
	finish(dev, &r);
free:
	kfree(buf);
	return 0;
}
