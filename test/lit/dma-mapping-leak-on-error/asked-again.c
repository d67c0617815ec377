// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The count that decided whether to map is asked again before the unmap. Others have had the request
// in between; that they have changed the count is not to be believed.

#include <linux/dma-mapping.h>
#include <linux/err.h>

struct ring {
	struct device *dev;
};

struct request {
	int nr_src, nr_dst;
};

void *ring_add(struct ring *r, struct request *req, dma_addr_t addr);
int lists_count(struct scatterlist *list, unsigned int len);

int send_good(struct ring *r, struct request *req, struct scatterlist *src,
	      struct scatterlist *dst, unsigned int len)
{
	void *desc;
	int ret;

	req->nr_src = lists_count(src, len);
	req->nr_dst = lists_count(dst, len);
	if (req->nr_src > 0 && !dma_map_sg(r->dev, src, req->nr_src, DMA_TO_DEVICE))
		return -EIO;
	if (req->nr_dst > 0 && !dma_map_sg(r->dev, dst, req->nr_dst, DMA_FROM_DEVICE)) {
		req->nr_dst = 0;
		ret = -EIO;
		goto unmap;
	}
	desc = ring_add(r, req, sg_dma_address(src));
	if (IS_ERR(desc)) {
		ret = PTR_ERR(desc);
		goto unmap;
	}
	return 0;
unmap:
	if (req->nr_src > 0)
		dma_unmap_sg(r->dev, src, req->nr_src, DMA_TO_DEVICE);
	if (req->nr_dst > 0)
		dma_unmap_sg(r->dev, dst, req->nr_dst, DMA_FROM_DEVICE);
	return ret;
}

/* Asked of something else, which says nothing of the map. */
int send_bad(struct ring *r, struct request *req, struct scatterlist *src, unsigned int len)
{
	void *desc;
	int ret;

	req->nr_src = lists_count(src, len);
	if (req->nr_src <= 0)
		return -EINVAL;
	if (!dma_map_sg(r->dev, src, req->nr_src, DMA_TO_DEVICE))
		return -EIO;
	desc = ring_add(r, NULL, sg_dma_address(src));
	if (!IS_ERR(desc))
		return 0;
	ret = PTR_ERR(desc);
	if (len > 4096)
		return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	dma_unmap_sg(r->dev, src, req->nr_src, DMA_TO_DEVICE);
	return ret;
}
