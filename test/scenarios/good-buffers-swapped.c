// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two buffers change places between map and unmap.
// expect: nothing

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

#include "scenario.h"

struct half {
	void *buf;
	dma_addr_t dma;
};

static int start(struct device *dev, struct half *h)
{
	h->buf = kzalloc(1024, GFP_KERNEL);
	if (!h->buf)
		return -ENOMEM;
	h->dma = dma_map_single(dev, h->buf, 1024, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, h->dma)) {
		kfree(h->buf);
		return -ENOMEM;
	}
	writeq(h->dma, scenario_registers(dev));
	return 0;
}

static void stop(struct device *dev, struct half *h)
{
	dma_unmap_single(dev, h->dma, 1024, DMA_FROM_DEVICE);
	kfree(h->buf);
}

int scenario(struct device *dev)
{
	struct half first, second, spare;

	if (start(dev, &first))
		return -ENOMEM;
	if (start(dev, &second)) {
		stop(dev, &first);
		return -ENOMEM;
	}
	spare = first;
	first = second;
	second = spare;
	stop(dev, &first);
	stop(dev, &second);
	return 0;
}
