// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that map, wait for the device and unmap: the whole round. What they leave where they fail is
// lost, whoever was told of the mapping.

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>

struct flash {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	void (*setup)(struct flash *f, dma_addr_t dma, int page);
};

int wait_for_flash(struct flash *f);
void finish_request(struct flash *f, void *request, int error);
int queue_request(struct flash *f, dma_addr_t dma);

/* The controller was told the handle through a pointer to a function. */
int read_page_bad(struct flash *f, void *buf, int page)
{
	dma_addr_t dma = dma_map_single(f->dev, buf, 512, DMA_FROM_DEVICE);

	if (dma_mapping_error(f->dev, dma))
		return -ENOMEM;
	f->setup(f, dma, page);
	if (wait_for_flash(f))
		return -EIO;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	dma_unmap_single(f->dev, dma, 512, DMA_FROM_DEVICE);
	return 0;
}

int read_page_good(struct flash *f, void *buf, int page)
{
	dma_addr_t dma = dma_map_single(f->dev, buf, 512, DMA_FROM_DEVICE);
	int ret = 0;

	if (dma_mapping_error(f->dev, dma))
		return -ENOMEM;
	f->setup(f, dma, page);
	if (wait_for_flash(f))
		ret = -EIO;
	dma_unmap_single(f->dev, dma, 512, DMA_FROM_DEVICE);
	return ret;
}

/* Who completes it unmaps it, unless it was refused: no round. */
int submit_good(struct flash *f, void *buf)
{
	dma_addr_t dma = dma_map_single(f->dev, buf, 512, DMA_TO_DEVICE);
	int ret;

	if (dma_mapping_error(f->dev, dma))
		return -ENOMEM;
	f->setup(f, dma, 0);
	ret = queue_request(f, dma);
	if (ret < 0)
		return ret;
	if (ret > 0)
		dma_unmap_single(f->dev, dma, 512, DMA_TO_DEVICE);
	return 0;
}

struct request {
	struct scatterlist *src, *dst;
	int nsrc, ndst;
};

/* The second list fails, and the goto goes below what undoes the first. */
static int cipher_bad(struct flash *f, struct request *r)
{
	int n, ret = -EINVAL;

	n = dma_map_sg(f->dev, r->src, r->nsrc, DMA_TO_DEVICE);
	if (!n)
		return -ENOMEM;
	n = dma_map_sg(f->dev, r->dst, r->ndst, DMA_FROM_DEVICE);
	if (!n)
		goto out;
	ret = wait_for_flash(f);
	dma_unmap_sg(f->dev, r->dst, r->ndst, DMA_FROM_DEVICE);
	dma_unmap_sg(f->dev, r->src, r->nsrc, DMA_TO_DEVICE);
out:
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
}

/* It tells others that it has failed, and is done with it: that is no reason to think that they unmap. */
int do_cipher_bad(struct flash *f, void *request)
{
	int ret = cipher_bad(f, request);

	finish_request(f, request, ret);
	return 0;
}

/* Here the caller does. */
static int copy_good(struct flash *f, struct request *r)
{
	int n, ret;

	n = dma_map_sg(f->dev, r->src, r->nsrc, DMA_TO_DEVICE);
	if (!n)
		return -ENOMEM;
	ret = wait_for_flash(f);
	if (ret)
		return -EIO;
	dma_unmap_sg(f->dev, r->src, r->nsrc, DMA_TO_DEVICE);
	return 0;
}

int do_copy_good(struct flash *f, struct request *r)
{
	int ret = copy_good(f, r);

	if (ret == -EIO)
		dma_unmap_sg(f->dev, r->src, r->nsrc, DMA_TO_DEVICE);
	return ret;
}
