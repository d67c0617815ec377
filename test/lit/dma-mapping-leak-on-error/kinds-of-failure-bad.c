// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Failures that are no negative number of an int: a status of the block layer, and an error as a pointer.

#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/slab.h>

typedef u8 blk_status_t;

struct disk {
	struct device *dev;
	void __iomem *regs;
};

struct ring {
	void *desc;
	dma_addr_t dma;
};

blk_status_t set_up(struct disk *d);
int start_ring(struct disk *d);

blk_status_t queue_bad(struct disk *d, void *data)
{
	dma_addr_t dma = dma_map_single(d->dev, data, 512, DMA_TO_DEVICE);
	blk_status_t ret;

	if (dma_mapping_error(d->dev, dma))
		return 9;
	ret = set_up(d);
	if (ret)
		return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writeq(dma, d->regs);
	readl(d->regs);
	dma_unmap_single(d->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}

struct ring *make_ring_bad(struct disk *d)
{
	struct ring *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return ERR_PTR(-ENOMEM);
	r->dma = dma_map_single(d->dev, r, sizeof(*r), DMA_TO_DEVICE);
	if (dma_mapping_error(d->dev, r->dma)) {
		kfree(r);
		return ERR_PTR(-EIO);
	}
	writeq(r->dma, d->regs);
	ret = start_ring(d);
	if (ret) {
		kfree(r);
		return ERR_PTR(ret);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	}
	return r;
}

blk_status_t queue_good(struct disk *d, void *data)
{
	dma_addr_t dma = dma_map_single(d->dev, data, 512, DMA_TO_DEVICE);
	blk_status_t ret;

	if (dma_mapping_error(d->dev, dma))
		return 9;
	ret = set_up(d);
	if (!ret) {
		writeq(dma, d->regs);
		readl(d->regs);
	}
	dma_unmap_single(d->dev, dma, 512, DMA_TO_DEVICE);
	return ret;
}

struct ring *make_ring_good(struct disk *d)
{
	struct ring *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return ERR_PTR(-ENOMEM);
	r->dma = dma_map_single(d->dev, r, sizeof(*r), DMA_TO_DEVICE);
	if (dma_mapping_error(d->dev, r->dma)) {
		kfree(r);
		return ERR_PTR(-EIO);
	}
	writeq(r->dma, d->regs);
	ret = start_ring(d);
	if (ret) {
		dma_unmap_single(d->dev, r->dma, sizeof(*r), DMA_TO_DEVICE);
		kfree(r);
		return ERR_PTR(ret);
	}
	return r;
}
