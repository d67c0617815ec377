// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes of bugs that were fixed in real drivers and that dma-lint once did not see. Each
// function has the mistake and nothing else of the driver; where the corrected form could be
// mistaken for it, that is beside it as *_good.

#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct desc {
	u32 addr, len;
};

struct desc64 {
	u64 addr;
	u32 len, flags;
};

struct ring {
	struct device *dev;
	void *cpu;
	dma_addr_t dma;
	bool has_shadow;
};

int alloc_shadow(struct ring *r, unsigned int entries);

// Sizes that have an addend in common and differ in the factor.
int factor_bad(struct ring *r, unsigned int entries)
{
	int ret;

	r->cpu = dma_alloc_coherent(r->dev, entries * sizeof(struct desc) + 64, &r->dma, GFP_KERNEL);
	if (!r->cpu)
		return -ENOMEM;
	if (r->has_shadow) {
		ret = alloc_shadow(NULL, entries);
		if (ret) {
			dma_free_coherent(r->dev, entries * sizeof(struct desc64) + 64, r->cpu, r->dma);
			// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
			return ret;
		}
	}
	return 0;
}

struct request {
	struct scatterlist *sgl;
	size_t mapped;		/* wider than what dma_map_sg() returns */
};

int start(struct device *dev, struct request *req, struct scatterlist *sg)
{
	req->mapped = dma_map_sg(dev, sg, 1, DMA_TO_DEVICE);
	if (req->mapped == 0)
		return -EINVAL;
	return 0;
}

// The count that came back, kept in a member of another width.
void stop_bad(struct device *dev, struct request *req)
{
	dma_unmap_sg(dev, req->sgl, req->mapped, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
}

struct pool {
	unsigned int count, max;
	u32 *slots;
};

static u32 *slot(struct pool *p, unsigned int index)
{
	if (!p || index >= p->count)
		return ERR_PTR(-EINVAL);
	return &p->slots[index];
}

// The only way to the unmap is a helper that cannot fail any more; this path forgot it.
u32 *forgotten_bad(struct device *dev, struct scatterlist *sgl, struct pool *p, unsigned int index)
{
	unsigned int n;
	u32 *s;

	if (!p || index >= p->count)
		return ERR_PTR(-EINVAL);
	n = dma_map_sg(dev, sgl, sg_nents(sgl), DMA_BIDIRECTIONAL);
	if (!n)
		return ERR_PTR(-EINVAL);
	if (n > p->max)
		return ERR_PTR(-EINVAL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	s = slot(p, index);
	if (IS_ERR(s)) {
		dma_unmap_sg(dev, sgl, sg_nents(sgl), DMA_BIDIRECTIONAL);
		return s;
	}
	return s;
}

struct firmware_ops {
	int (*init)(void *chip, void *block, dma_addr_t dma);
};

// Who is handed memory and says that he failed has not kept it.
int failed_callee_bad(struct device *dev, const struct firmware_ops *ops, void *chip)
{
	dma_addr_t dma;
	void *block;
	int ret;

	block = dma_alloc_coherent(dev, 128, &dma, GFP_KERNEL);
	if (!block)
		return -ENOMEM;
	ret = ops->init(chip, block, dma);
	if (ret)
		return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
	return 0;
}

int failed_callee_good(struct device *dev, const struct firmware_ops *ops, void *chip)
{
	dma_addr_t dma;
	void *block;
	int ret;

	block = dma_alloc_coherent(dev, 128, &dma, GFP_KERNEL);
	if (!block)
		return -ENOMEM;
	ret = ops->init(chip, block, dma);
	if (ret)
		dma_free_coherent(dev, 128, block, dma);
	return ret;
}

// Who has succeeded keeps it, whatever fails later.
int later_failure_good(struct device *dev, const struct firmware_ops *ops, void *chip)
{
	dma_addr_t dma;
	void *block;
	int ret;

	block = dma_alloc_coherent(dev, 128, &dma, GFP_KERNEL);
	if (!block)
		return -ENOMEM;
	ret = ops->init(chip, block, dma);
	if (ret) {
		dma_free_coherent(dev, 128, block, dma);
		return ret;
	}
	return alloc_shadow(NULL, 1);
}

struct chunk {
	void *head;
	dma_addr_t dma;
	u32 size;
};

int chunk_fill(struct device *dev, struct chunk *c, u32 bytes)
{
	c->head = dma_alloc_coherent(dev, bytes + 8, &c->dma, GFP_KERNEL);
	if (!c->head)
		return -ENOMEM;
	c->size = bytes;
	return 0;
}

// What is written down is not what was allocated, and the free believes it.
void chunk_empty_bad(struct device *dev, struct chunk *c)
{
	dma_free_coherent(dev, c->size, c->head, c->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
}

struct packet {
	void *rsp;
	dma_addr_t rsp_dma;
	u32 rsp_size;
};

int packet_small(struct device *dev, struct packet *p)
{
	p->rsp = dma_alloc_coherent(dev, 256, &p->rsp_dma, GFP_KERNEL);
	if (!p->rsp)
		return -ENOMEM;
	p->rsp_size = 256;
	return 0;
}

// One of two that fill the record; the other, and the free, are right.
int packet_large_bad(struct device *dev, struct packet *p, u16 ports)
{
	u32 bytes = 16 + ports * 16;

	p->rsp = dma_alloc_coherent(dev, bytes, &p->rsp_dma, GFP_KERNEL);
	p->rsp_size = 256;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
	if (!p->rsp)
		return -ENOMEM;
	return 0;
}

void packet_done(struct device *dev, struct packet *p)
{
	dma_free_coherent(dev, p->rsp_size, p->rsp, p->rsp_dma);
}

struct area {
	void *cpu;
	dma_addr_t dma;
	u32 used, bytes;
};

// Not every size beside the handle is the one that the free takes; and it may be put right.
int area_good(struct device *dev, struct area *a, u32 entries)
{
	a->used = 0;
	a->bytes = entries;
	a->cpu = dma_alloc_coherent(dev, entries * 32, &a->dma, GFP_KERNEL);
	if (!a->cpu)
		return -ENOMEM;
	a->used = 32;
	a->bytes = entries * 32;
	return 0;
}

void area_free(struct device *dev, struct area *a)
{
	dma_free_coherent(dev, a->bytes, a->cpu, a->dma);
}

// A table is mapped into some entries: a clean-up may ask whether there are any.
int table_good(struct device *dev, struct scatterlist *sgl, unsigned int entries, struct ring *r)
{
	struct sg_table table = { .sgl = sgl, .orig_nents = entries };
	int ret;

	if (entries) {
		ret = dma_map_sgtable(dev, &table, DMA_TO_DEVICE, 0);
		if (ret)
			return ret;
	}
	ret = alloc_shadow(r, entries);
	if (!ret)
		return 0;
	if (table.nents)
		dma_unmap_sgtable(dev, &table, DMA_TO_DEVICE, 0);
	return ret;
}

struct screen {
	struct device *dev;
	void *base;
	dma_addr_t dma;
};

int screen_register(struct screen *s);

// Others have seen the record since; but no way of freeing this memory is right here.
int screen_probe_bad(struct screen *s)
{
	int ret;

	s->base = dma_alloc_wc(s->dev, 4096, &s->dma, GFP_KERNEL);
	if (!s->base)
		return -ENOMEM;
	ret = screen_register(s);
	if (ret)
		dma_free_coherent(s->dev, 4096, s->base, s->dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
	return ret;
}
