// RUN: %dma-lint %s -- %shim '-DKBUILD_MODNAME="part"' | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Failures that leave nothing behind.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void **shadow;
	void __iomem *regs;
};

int init_device(struct device *dev);
void release_ring(struct ring *r);

int ladder_good(struct ring *r)
{
	int ret = -ENOMEM;

	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->shadow = kcalloc(16, sizeof(void *), GFP_KERNEL);
	if (!r->shadow)
		goto free_desc;
	ret = init_device(r->dev);
	if (ret < 0)
		goto free_shadow;
	return 0;

free_shadow:
	kfree(r->shadow);
free_desc:
	dma_free_coherent(r->dev, 4096, r->desc, r->dma);
	return ret;
}

/* The caller tears all of it down, whatever there is. */
int callers_job_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->shadow = kcalloc(16, sizeof(void *), GFP_KERNEL);
	if (!r->shadow)
		return -ENOMEM;
	return 0;
}

int helper_undoes_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	if (init_device(r->dev) < 0) {
		release_ring(r);
		return -EIO;
	}
	return 0;
}

int managed_good(struct ring *r)
{
	r->desc = dmam_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	return readl(r->regs) ? 0 : -ENODEV;
}

/* Two pieces, either may be missing; NULL is ignored. */
int both_or_none_good(struct ring *r)
{
	dma_addr_t a, b;
	void *x = dma_alloc_coherent(r->dev, 256, &a, GFP_KERNEL);
	void *y = dma_alloc_coherent(r->dev, 256, &b, GFP_KERNEL);
	int ret = -ENOMEM;

	if (!x || !y)
		goto out;
	writeq(a, r->regs);
	writeq(b, r->regs);
	ret = readl(r->regs) ? -EIO : 0;
out:
	dma_free_coherent(r->dev, 256, x, a);
	dma_free_coherent(r->dev, 256, y, b);
	return ret;
}

/* Coherent memory is page aligned: the second half of the test never holds. */
int alignment_good(struct ring *r)
{
	u32 *p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);

	if (!p || (unsigned long)p & 255)
		return -ENOMEM;
	r->desc = p;
	return 0;
}

/* One of many: whoever walks over all of them frees it. */
struct engine {
	struct device *dev;
	struct ring *rings;
	int n;
};

static void engine_clean(struct engine *e)
{
	int i;

	for (i = 0; i < e->n; i++) {
		struct ring *r = &e->rings[i];

		if (r->desc) {
			dma_free_coherent(e->dev, 4096, r->desc, r->dma);
			r->desc = NULL;
		}
	}
	kfree(e->rings);
	e->rings = NULL;
}

int engine_init_good(struct engine *e, int n)
{
	int i;

	e->rings = kcalloc(n, sizeof(*e->rings), GFP_KERNEL);
	if (!e->rings)
		return -ENOMEM;
	e->n = n;
	for (i = 0; i < n; i++) {
		struct ring *r = &e->rings[i];

		r->desc = dma_alloc_coherent(e->dev, 4096, &r->dma, GFP_KERNEL);
		if (!r->desc)
			goto clean;
	}
	return 0;
clean:
	engine_clean(e);
	return -ENOMEM;
}

struct queues {
	struct device *dev;
	u32 *sq, *cq;
	dma_addr_t sq_dma, cq_dma;
	void **tags;
};

static void free_queues(struct queues *q)
{
	if (q->cq)
		dma_free_coherent(q->dev, 4096, q->cq, q->cq_dma);
	if (q->sq)
		dma_free_coherent(q->dev, 4096, q->sq, q->sq_dma);
	q->cq = NULL;
	q->sq = NULL;
}

/* One clean-up for all labels. */
int frees_all_good(struct queues *q)
{
	q->sq = dma_alloc_coherent(q->dev, 4096, &q->sq_dma, GFP_KERNEL);
	if (!q->sq)
		return -ENOMEM;
	q->cq = dma_alloc_coherent(q->dev, 4096, &q->cq_dma, GFP_KERNEL);
	if (!q->cq)
		goto fail;
	q->tags = kcalloc(64, sizeof(*q->tags), GFP_KERNEL);
	if (!q->tags)
		goto fail;
	return 0;
fail:
	free_queues(q);
	return -ENOMEM;
}

/* The completion queue is there from an earlier try, or stays for the next. */
int keeps_one_good(struct queues *q)
{
	q->sq = dma_alloc_coherent(q->dev, 4096, &q->sq_dma, GFP_KERNEL);
	if (!q->sq)
		return -ENOMEM;
	if (!q->cq)
		q->cq = dma_alloc_coherent(q->dev, 4096, &q->cq_dma, GFP_KERNEL);
	if (!q->cq)
		goto free_sq;
	q->tags = kcalloc(64, sizeof(*q->tags), GFP_KERNEL);
	if (!q->tags)
		goto free_sq;
	return 0;

free_sq:
	dma_free_coherent(q->dev, 4096, q->sq, q->sq_dma);
	q->sq = NULL;
	return -ENOMEM;
}

struct mover {
	struct device *dev;
	void __iomem *regs;
	u32 *desc;
	dma_addr_t dma;
	void *chan;
};

static int start_mover(struct mover *e)
{
	e->desc = dma_alloc_coherent(e->dev, 4096, &e->dma, GFP_KERNEL);
	return e->desc ? 0 : -ENOMEM;
}

static int stop_mover(struct mover *e)
{
	if (readl(e->regs) & 1)
		return -EBUSY;
	dma_free_coherent(e->dev, 4096, e->desc, e->dma);
	e->desc = NULL;
	return 0;
}

/* The device still writes there: better lost than free. */
struct mover *still_running_good(struct device *dev, void __iomem *regs)
{
	struct mover *e = kzalloc(sizeof(*e), GFP_KERNEL);

	if (!e)
		return NULL;
	e->dev = dev;
	e->regs = regs;
	if (start_mover(e))
		goto free;
	e->chan = kzalloc(64, GFP_KERNEL);
	if (!e->chan)
		goto stop;
	return e;
stop:
	stop_mover(e);
free:
	kfree(e);
	return NULL;
}

int send(struct ring *r, dma_addr_t dma, size_t len);

/* What is written into the memory in a loop says nothing of where the memory is. */
int bounce_good(struct ring *r, const u8 *from, size_t len)
{
	size_t part = len < 4096 ? len : 4096;
	dma_addr_t dma;
	int err = 0;
	void *p = dma_alloc_coherent(r->dev, part, &dma, GFP_KERNEL);

	if (!p) {
		err = -ENOMEM;
		goto out;
	}
	for (; len; len -= part, from += part) {
		part = len < 4096 ? len : 4096;
		memcpy(p, from, part);
		err = send(r, dma, part);
		if (err)
			goto out;
	}
out:
	if (p)
		dma_free_coherent(r->dev, 4096, p, dma);
	return err;
}
