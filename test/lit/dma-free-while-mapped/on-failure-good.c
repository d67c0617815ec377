// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The buffer that is freed has been unmapped through a pointer that goes through the ring.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct slot {
	void *buf;
	dma_addr_t dma;
};

struct ring {
	struct device *dev;
	struct slot slots[8];
	unsigned int head;
};

int send_good(struct ring *r, void *buf, int more)
{
	unsigned int start = r->head, at;
	struct slot *s = &r->slots[r->head++ % 8];

	s->buf = buf;
	s->dma = dma_map_single(r->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, s->dma)) {
		kfree(buf);
		return -ENOMEM;
	}
	if (more > 8)
		goto undo;
	return 0;

undo:
	for (at = start; at != r->head; at++) {
		s = &r->slots[at % 8];
		dma_unmap_single(r->dev, s->dma, 64, DMA_TO_DEVICE);
	}
	r->head = start;
	kfree(buf);
	return -EINVAL;
}

void sent(struct ring *r, unsigned int at)
{
	dma_unmap_single(r->dev, r->slots[at % 8].dma, 64, DMA_TO_DEVICE);
	kfree(r->slots[at % 8].buf);
}
