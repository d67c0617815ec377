// RUN: %dma-lint %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Entries that nothing was joined with, and one whose length the driver has set.

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>

struct request {
	struct scatterlist *sg;
	unsigned int sg_len;
	struct scatterlist *current_sg;
};

struct host {
	struct device *dev;
};

void set_transfer(struct host *h, dma_addr_t addr, u32 len, int dir);

int start_good(struct host *h, struct request *r)
{
	int count = dma_map_sg(h->dev, r->sg, r->sg_len, DMA_TO_DEVICE);

	if (count != 1)
		return -EINVAL;
	set_transfer(h, sg_dma_address(r->sg), sg_dma_len(r->sg), 1);
	return 0;
}

int one_entry_good(struct host *h, struct request *r)
{
	if (!dma_map_sg(h->dev, r->sg, 1, DMA_TO_DEVICE))
		return -EIO;
	set_transfer(h, sg_dma_address(r->sg), r->sg->length, 1);
	return 0;
}

void set_length(struct request *r, u32 bytes)
{
	r->current_sg->length = bytes;
}

void next_good(struct host *h, struct request *r)
{
	set_transfer(h, sg_dma_address(r->current_sg), r->current_sg->length, 1);
}

/* A copy of the entry, cut to what is left of the data. */
void chosen_good(struct host *h, struct request *r, struct scatterlist *copy, u32 left)
{
	if (left) {
		*copy = *r->sg;
		copy->length = left;
		r->current_sg = copy;
	} else {
		r->current_sg = r->sg;
	}
	next_good(h, r);
}
