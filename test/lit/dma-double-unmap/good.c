// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two unmaps in the text, one on each path.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct slot {
	void *buf;
	dma_addr_t dma;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct slot slot[8];
	void *buf;
	dma_addr_t dma;
};

int either_branch_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	if (readl(c->regs)) {
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
		return -EIO;
	}
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int flag_good(struct chan *c, void *buf)
{
	bool mapped = false;
	dma_addr_t dma;
	int ret = -EIO;

	dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	mapped = true;
	writeq(dma, c->regs);
	if (!readl(c->regs)) {
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
		mapped = false;
		ret = 0;
	}
	if (mapped)
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return ret;
}

int zeroed_good(struct chan *c)
{
	c->dma = dma_map_single(c->dev, c->buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	if (readl(c->regs)) {
		dma_unmap_single(c->dev, c->dma, 64, DMA_TO_DEVICE);
		c->dma = 0;
	}
	if (c->dma) {
		dma_unmap_single(c->dev, c->dma, 64, DMA_TO_DEVICE);
		c->dma = 0;
	}
	return 0;
}

int mapped_again_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int each_its_own_good(struct chan *c)
{
	int i;

	for (i = 0; i < 8; i++) {
		struct slot *s = &c->slot[i];

		s->dma = dma_map_single(c->dev, s->buf, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, s->dma))
			goto unwind;
	}
	for (i = 0; i < 8; i++)
		dma_unmap_single(c->dev, c->slot[i].dma, 64, DMA_FROM_DEVICE);
	return 0;
unwind:
	while (--i >= 0)
		dma_unmap_single(c->dev, c->slot[i].dma, 64, DMA_FROM_DEVICE);
	return -ENOMEM;
}

/* Two mappings of one buffer, for two devices' worth of registers. */
int two_mappings_good(struct chan *c, struct chan *d, void *buf)
{
	dma_addr_t a, b;
	int ret = -ENOMEM;

	a = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, a))
		return -ENOMEM;
	b = dma_map_single(d->dev, buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(d->dev, b))
		goto unmap_a;
	writeq(a, c->regs);
	writeq(b, d->regs);
	ret = 0;
	dma_unmap_single(d->dev, b, 64, DMA_TO_DEVICE);
unmap_a:
	dma_unmap_single(c->dev, a, 64, DMA_TO_DEVICE);
	return ret;
}

int status_guards_good(struct chan *c, struct scatterlist *sg, int nents)
{
	int ret = 0;

	if (!dma_map_sg(c->dev, sg, nents, DMA_FROM_DEVICE))
		return -ENOMEM;
	if (readl(c->regs)) {
		ret = -EIO;
		dma_unmap_sg(c->dev, sg, nents, DMA_FROM_DEVICE);
	}
	if (!ret)
		dma_unmap_sg(c->dev, sg, nents, DMA_FROM_DEVICE);
	return ret;
}

struct piece {
	dma_addr_t dma;
	u32 len;
};

struct packet {
	u32 count;
	bool head_mapped;
	struct piece piece[8];
};

/* The pointer moves on; that a "true" was seen before says nothing of how far. */
void piece_by_piece_good(struct chan *c, struct packet *pkt)
{
	struct piece *p = pkt->piece;
	bool first = true;
	u32 n = pkt->count, i;

	if (pkt->head_mapped) {
		dma_unmap_single(c->dev, p->dma, p->len, DMA_TO_DEVICE);
		p++;
		n--;
	}
	for (i = 0; i < n; i++) {
		if (first)
			writel(i, c->regs);
		first = false;
		dma_unmap_page(c->dev, p->dma, p->len, DMA_TO_DEVICE);
		p++;
	}
}

struct list {
	struct scatterlist *sgl;
	int nents;
};

struct request {
	struct device *dev;
	struct list data;
	int kind;
};

int fill(struct request *rq, int count);
int post(int kind);

static void unmap_request(struct request *rq)
{
	dma_unmap_sg(rq->dev, rq->data.sgl, rq->data.nents, DMA_TO_DEVICE);
}

static int map_request(struct request *rq)
{
	int count, ret;

	if (!rq->kind)
		return 0;
	count = dma_map_sg(rq->dev, rq->data.sgl, rq->data.nents, DMA_TO_DEVICE);
	if (count <= 0)
		return -EIO;
	ret = fill(rq, count);
	if (ret)
		goto undo;
	return 0;
undo:
	unmap_request(rq);
	return ret;
}

/* The helper tells of failure by what is not 0, and its caller asks for less than 0. */
int less_than_zero_good(struct request *rq)
{
	int err = map_request(rq);

	if (err < 0)
		return err;
	err = post(1);
	if (err)
		unmap_request(rq);
	return err;
}

struct pages;

struct receive {
	struct device *dev;
	void *page;
	dma_addr_t dma;
	struct pages *pages;
};

struct pages *make_pages(struct device *dev);
void *make_queue(struct device *dev);

static void drop_page(struct receive *rx)
{
	dma_unmap_single(rx->dev, rx->dma, 64, DMA_FROM_DEVICE);
}

static int alloc_receive(struct receive *rx)
{
	int err;

	rx->dma = dma_map_single(rx->dev, rx->page, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(rx->dev, rx->dma))
		return -ENOMEM;
	rx->pages = make_pages(rx->dev);
	if (IS_ERR(rx->pages)) {
		err = PTR_ERR(rx->pages);
		rx->pages = NULL;
		goto undo;
	}
	return 0;
undo:
	drop_page(rx);
	return err;
}

/* PTR_ERR() of what IS_ERR() has found is not 0: nobody goes on after the helper has undone all. */
int open_receive_good(struct receive *rx)
{
	int err = alloc_receive(rx);

	if (err)
		return err;
	if (!make_queue(rx->dev)) {
		drop_page(rx);
		return -ENOMEM;
	}
	return 0;
}
