// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list goes, and what would undo it stays.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct scatterlist *sgl;
	struct sg_table sgt;
	struct sg_table *other;
};

/* By value: the entries are the same. */
int copied_good(struct chan *c, void *buf)
{
	struct sg_table sgt;
	int ret = sg_alloc_table(&sgt, 1, GFP_KERNEL);

	if (ret)
		return ret;
	sg_set_buf(sgt.sgl, buf, 512);
	ret = dma_map_sgtable(c->dev, &sgt, DMA_TO_DEVICE, 0);
	if (ret) {
		sg_free_table(&sgt);
		return ret;
	}
	*c->other = sgt;
	return 0;
}

int entries_kept_good(struct chan *c, void *buf)
{
	struct sg_table sgt;
	int ret = sg_alloc_table(&sgt, 1, GFP_KERNEL);

	if (ret)
		return ret;
	sg_set_buf(sgt.sgl, buf, 512);
	ret = dma_map_sgtable(c->dev, &sgt, DMA_TO_DEVICE, 0);
	if (ret) {
		sg_free_table(&sgt);
		return ret;
	}
	c->sgl = sgt.sgl;
	return 0;
}

/* The table is made up around a list of the caller's. */
int around_good(struct chan *c, struct scatterlist *sgl, int n)
{
	struct sg_table sgt = { .sgl = sgl, .orig_nents = n };

	if (dma_map_sgtable(c->dev, &sgt, DMA_FROM_DEVICE, 0))
		return -EIO;
	writeq(sg_dma_address(sgl), c->regs);
	return 0;
}

void around_done(struct chan *c, struct scatterlist *sgl, int n)
{
	dma_unmap_sg(c->dev, sgl, n, DMA_FROM_DEVICE);
}

int list_kept_good(struct chan *c, void *buf)
{
	struct scatterlist *sgl = kmalloc(sizeof(*sgl), GFP_KERNEL);

	if (!sgl)
		return -ENOMEM;
	sg_init_one(sgl, buf, 512);
	if (!dma_map_sg(c->dev, sgl, 1, DMA_TO_DEVICE)) {
		kfree(sgl);
		return -EIO;
	}
	c->sgl = sgl;
	return 0;
}

struct sg_table *returned_good(struct chan *c, void *buf)
{
	struct sg_table *sgt = kzalloc(sizeof(*sgt), GFP_KERNEL);

	if (!sgt)
		return NULL;
	if (sg_alloc_table(sgt, 1, GFP_KERNEL))
		goto free;
	sg_set_buf(sgt->sgl, buf, 512);
	if (dma_map_sgtable(c->dev, sgt, DMA_TO_DEVICE, 0))
		goto free_table;
	return sgt;
free_table:
	sg_free_table(sgt);
free:
	kfree(sgt);
	return NULL;
}
