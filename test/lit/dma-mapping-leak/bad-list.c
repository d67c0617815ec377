// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A list or a table that is this function's own: nobody else can undo it.

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
};

int one_entry_bad(struct chan *c, void *buf)
{
	struct scatterlist sg;

	sg_init_one(&sg, buf, 512);
	if (!dma_map_sg(c->dev, &sg, 1, DMA_TO_DEVICE))
		return -EIO;
	writeq(sg_dma_address(&sg), c->regs);
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]
}

/* Its caller learns whether the map has failed, and nothing that would let it undo the map. */
int table_bad(struct chan *c, void *buf)
{
	struct sg_table sgt;
	int ret = sg_alloc_table(&sgt, 1, GFP_KERNEL);

	if (ret)
		return ret;
	sg_set_buf(sgt.sgl, buf, 512);
	ret = dma_map_sgtable(c->dev, &sgt, DMA_TO_DEVICE, 0);
	sg_free_table(&sgt);
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]
}

int table_as_list_bad(struct chan *c, void *buf)
{
	struct sg_table sgt;

	if (sg_alloc_table(&sgt, 1, GFP_KERNEL))
		return -ENOMEM;
	sg_set_buf(sgt.sgl, buf, 512);
	if (!dma_map_sg(c->dev, sgt.sgl, sgt.orig_nents, DMA_TO_DEVICE)) {
		sg_free_table(&sgt);
		return -EIO;
	}
	writeq(sg_dma_address(sgt.sgl), c->regs);
	sg_free_table(&sgt);
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]
}

int allocated_bad(struct chan *c, void *buf)
{
	struct scatterlist *sgl = kmalloc_array(2, sizeof(*sgl), GFP_KERNEL);

	if (!sgl)
		return -ENOMEM;
	sg_init_table(sgl, 2);
	sg_set_buf(&sgl[0], buf, 512);
	sg_set_buf(&sgl[1], buf + 1024, 512);
	if (!dma_map_sg(c->dev, sgl, 2, DMA_TO_DEVICE)) {
		kfree(sgl);
		return -EIO;
	}
	writeq(sg_dma_address(sgl), c->regs);
	kfree(sgl);
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]
}

/* Undone on the failure path alone. */
int transfer_bad(struct chan *c, void *buf, size_t len)
{
	struct scatterlist sg;

	sg_init_one(&sg, buf, len);
	if (!dma_map_sg(c->dev, &sg, 1, DMA_FROM_DEVICE))
		return -EIO;
	writeq(sg_dma_address(&sg), c->regs);
	if (!wait_for_completion_timeout(&c->done, HZ)) {
		dma_unmap_sg(c->dev, &sg, 1, DMA_FROM_DEVICE);
		return -ETIMEDOUT;
	}
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak]
}
