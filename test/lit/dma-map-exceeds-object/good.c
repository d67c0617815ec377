// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All of it, a part, or as much as is there.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

struct request {
	u32 id;
	u8 sense[96];
	u32 flags, state, retries;
};

struct message {
	u32 len;
	u8 data[];
};

struct old_message {
	u32 len;
	u8 data[1];
};

static int send(struct chan *c, dma_addr_t dma, size_t len)
{
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

int whole_good(struct chan *c, struct request *r)
{
	return send(c, dma_map_single(c->dev, r->sense, sizeof(r->sense), DMA_TO_DEVICE),
		    sizeof(r->sense));
}

/* The last member is as long as the allocation has made it. */
int trailing_good(struct chan *c, struct message *m, struct old_message *o)
{
	int ret = send(c, dma_map_single(c->dev, m->data, 256, DMA_TO_DEVICE), 256);

	if (ret)
		return ret;
	return send(c, dma_map_single(c->dev, o->data, 256, DMA_TO_DEVICE), 256);
}

/* A structure and what follows it. */
int and_more_good(struct chan *c, size_t len)
{
	struct message *m = kmalloc(sizeof(*m) + len, GFP_KERNEL);
	int ret;

	if (!m)
		return -ENOMEM;
	ret = send(c, dma_map_single(c->dev, m, sizeof(*m) + len, DMA_TO_DEVICE),
		   sizeof(*m) + len);
	kfree(m);
	return ret;
}

/* More than asked for is allocated; how much more is not known. */
int rounded_good(struct chan *c, size_t len)
{
	void *buf = kmalloc((len + 63) & ~63UL, GFP_KERNEL);
	int ret;

	if (!buf)
		return -ENOMEM;
	ret = send(c, dma_map_single(c->dev, buf, len, DMA_TO_DEVICE), len);
	kfree(buf);
	return ret;
}

struct descriptors {
	u32 encrypt[64];
	u32 decrypt[64];
	dma_addr_t dma;
};

/* Several members that follow each other, from the first of them. */
int several_good(struct chan *c, struct descriptors *d)
{
	size_t len = offsetof(struct descriptors, dma);

	return send(c, dma_map_single(c->dev, d->encrypt, len, DMA_TO_DEVICE), len);
}
