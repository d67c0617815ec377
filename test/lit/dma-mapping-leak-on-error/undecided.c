// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A question right before an unmap, which does not decide whether the path comes there.

#include <linux/dma-mapping.h>
#include <linux/io.h>

struct page_io {
	struct device *dev;
	void __iomem *regs;
};

struct page_op {
	bool ecc;
};

int enable_ecc(struct page_io *io);
void disable_ecc(struct page_io *io);
int wait_for_page(struct page_io *io);
void tell_address(struct page_io *io, dma_addr_t dma);

/* Others than this path come to the unmap whatever they were told of ecc: that does not decide. */
int write_page_bad(struct page_io *io, const struct page_op *op, void *buf, int len)
{
	dma_addr_t dma;
	int ret;

	dma = dma_map_single(io->dev, buf, len, DMA_TO_DEVICE);
	ret = dma_mapping_error(io->dev, dma);
	if (ret)
		return ret;
	tell_address(io, dma);
	if (op->ecc) {
		ret = enable_ecc(io);
		if (ret)
			goto out;
	}
	ret = wait_for_page(io);
	if (op->ecc)
		disable_ecc(io);
	dma_unmap_single(io->dev, dma, len, DMA_TO_DEVICE);
out:
	writel(0, io->regs);
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
}

int write_page_good(struct page_io *io, const struct page_op *op, void *buf, int len)
{
	dma_addr_t dma;
	int ret;

	dma = dma_map_single(io->dev, buf, len, DMA_TO_DEVICE);
	ret = dma_mapping_error(io->dev, dma);
	if (ret)
		return ret;
	tell_address(io, dma);
	if (op->ecc) {
		ret = enable_ecc(io);
		if (ret)
			goto unmap;
	}
	ret = wait_for_page(io);
	if (op->ecc)
		disable_ecc(io);
unmap:
	dma_unmap_single(io->dev, dma, len, DMA_TO_DEVICE);
	writel(0, io->regs);
	return ret;
}

struct cipher_request {
	struct scatterlist *src, *dst;
	int nr_src, nr_dst;
	unsigned int len;
};

void set_control(struct cipher_request *req, bool in_place);
struct page_op *add_descriptor(struct page_io *io, dma_addr_t dma, unsigned int len);

/*
 * How many entries there are is asked before the map and before the unmap. A function that got the
 * request lies between, for some of the paths only; it does not change the counts.
 */
int send_good(struct page_io *io, struct cipher_request *req, struct scatterlist *src,
	      struct scatterlist *dst)
{
	struct page_op *desc;
	int ret, i, n = 0;

	req->nr_src = sg_nents_for_len(src, req->len);
	req->nr_dst = sg_nents_for_len(dst, req->len);
	if (req->nr_src > 0 && !dma_map_sg(io->dev, src, req->nr_src, DMA_TO_DEVICE))
		return -EIO;
	if (req->nr_dst > 0 && !dma_map_sg(io->dev, dst, req->nr_dst, DMA_FROM_DEVICE)) {
		req->nr_dst = 0;
		ret = -EIO;
		goto unmap;
	}
	for (i = 0; i < 2; i++) {
		desc = add_descriptor(io, sg_dma_address(src), req->len);
		if (IS_ERR(desc)) {
			ret = PTR_ERR(desc);
			goto unmap;
		}
		if (!n)
			set_control(req, false);
		n++;
	}
	return 0;
unmap:
	if (req->nr_src > 0)
		dma_unmap_sg(io->dev, src, req->nr_src, DMA_TO_DEVICE);
	if (req->nr_dst > 0)
		dma_unmap_sg(io->dev, dst, req->nr_dst, DMA_FROM_DEVICE);
	return ret;
}

/* The same, and one exit forgets both. */
int send_bad(struct page_io *io, struct cipher_request *req)
{
	struct page_op *desc;
	int ret;

	req->nr_src = sg_nents_for_len(req->src, req->len);
	if (req->nr_src > 0 && !dma_map_sg(io->dev, req->src, req->nr_src, DMA_TO_DEVICE))
		return -EIO;
	desc = add_descriptor(io, sg_dma_address(req->src), req->len);
	if (IS_ERR(desc))
		return PTR_ERR(desc);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	desc = add_descriptor(io, 0, 0);
	if (IS_ERR(desc)) {
		ret = PTR_ERR(desc);
		goto unmap;
	}
	return 0;
unmap:
	if (req->nr_src > 0)
		dma_unmap_sg(io->dev, req->src, req->nr_src, DMA_TO_DEVICE);
	return ret;
}
