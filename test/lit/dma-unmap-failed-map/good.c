// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Error paths that leave the failed one alone.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>

struct slot {
	void *buf;
	dma_addr_t dma;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct slot slot[8];
};

int ladder_good(struct chan *c, void *a, void *b)
{
	dma_addr_t da, db;
	int ret = -ENOMEM;

	da = dma_map_single(c->dev, a, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, da))
		goto out;
	db = dma_map_single(c->dev, b, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, db))
		goto unmap_a;
	writeq(da, c->regs);
	writeq(db, c->regs + 8);
	ret = readl(c->regs) ? -EIO : 0;
	dma_unmap_single(c->dev, db, 64, DMA_FROM_DEVICE);
unmap_a:
	dma_unmap_single(c->dev, da, 64, DMA_TO_DEVICE);
out:
	return ret;
}

int asks_again_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int ret = -ENOMEM;

	if (dma_mapping_error(c->dev, dma))
		goto out;
	writeq(dma, c->regs);
	ret = 0;
out:
	if (!dma_mapping_error(c->dev, dma))
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return ret;
}

int status_guards_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int ret = dma_mapping_error(c->dev, dma);

	if (!ret)
		writeq(dma, c->regs);
	if (ret == 0)
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return ret;
}

int unwind_good(struct chan *c)
{
	int i, j;

	for (i = 0; i < 8; i++) {
		c->slot[i].dma = dma_map_single(c->dev, c->slot[i].buf, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, c->slot[i].dma)) {
			for (j = 0; j < i; j++)
				dma_unmap_single(c->dev, c->slot[j].dma, 64, DMA_FROM_DEVICE);
			return -ENOMEM;
		}
	}
	return 0;
}

int unwind_down_good(struct chan *c)
{
	int i;

	for (i = 0; i < 8; i++) {
		c->slot[i].dma = dma_map_single(c->dev, c->slot[i].buf, 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(c->dev, c->slot[i].dma))
			break;
	}
	if (i == 8)
		return 0;
	for (i--; i >= 0; i--)
		dma_unmap_single(c->dev, c->slot[i].dma, 64, DMA_FROM_DEVICE);
	return -ENOMEM;
}

int list_good(struct chan *c, struct scatterlist *sg, int nents)
{
	int n = dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE);

	if (n)
		writel(n, c->regs);
	if (n)
		dma_unmap_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	return n ? 0 : -ENOMEM;
}

int marked_good(struct chan *c, struct slot *s)
{
	s->dma = dma_map_single(c->dev, s->buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, s->dma))
		s->dma = 0;
	if (s->dma)
		dma_unmap_single(c->dev, s->dma, 64, DMA_TO_DEVICE);
	return 0;
}

struct state {
	dma_addr_t dma;
	int len, left;
};

struct parts {
	struct device *dev;
	void *part[8];
	int size[8], n;
};

void emit(struct parts *p, struct state *st);

static int next_part(struct state *st, struct parts *p, int i)
{
	st->dma = dma_map_single(p->dev, p->part[i], p->size[i], DMA_TO_DEVICE);
	if (dma_mapping_error(p->dev, st->dma))
		return -ENOMEM;
	st->len = p->size[i];
	st->left = p->size[i];
	return 0;
}

/* The length beside the handle says whether something is mapped: emit() makes it 0 at the end of a part. */
int length_tells_good(struct parts *p)
{
	struct state st = { 0 };
	int i = 0, ret;

	ret = next_part(&st, p, 0);
	if (ret)
		return ret;
	for (;;) {
		emit(p, &st);
		if (!st.left) {
			if (++i >= p->n)
				break;
			ret = next_part(&st, p, i);
			if (ret)
				goto fail;
		}
	}
	return 0;
fail:
	if (st.len)
		dma_unmap_single(p->dev, st.dma, st.len, DMA_TO_DEVICE);
	return ret;
}
