// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unmapped twice on one path.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <rdma/ib_verbs.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

int straight_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-double-unmap]
	return 0;
}

int unmapped_then_label_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int ret = 0;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (readl(c->regs)) {
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
		ret = -EIO;
		goto out;
	}
	writel(1, c->regs);
out:
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-double-unmap]
	return ret;
}

int falls_through_bad(struct chan *c, int state)
{
	c->dma = dma_map_single(c->dev, c->buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->dma))
		return -ENOMEM;
	switch (state) {
	case 0:
		dma_unmap_single(c->dev, c->dma, 64, DMA_TO_DEVICE);
		fallthrough;
	case 1:
		dma_unmap_single(c->dev, c->dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-double-unmap]
		break;
	default:
		break;
	}
	return 0;
}

int list_bad(struct chan *c, struct scatterlist *sg, int nents)
{
	int ret = 0;

	if (!dma_map_sg(c->dev, sg, nents, DMA_FROM_DEVICE))
		return -ENOMEM;
	writel(1, c->regs);
	if (!readl(c->regs)) {
		dma_unmap_sg(c->dev, sg, nents, DMA_FROM_DEVICE);
		ret = -EIO;
	}
	dma_unmap_sg(c->dev, sg, nents, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-double-unmap]
	return ret;
}

int in_loop_bad(struct chan *c, void *buf, int n)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int i;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	for (i = 0; i < 4; i++) {
		writel(n, c->regs + 4 * i);
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-double-unmap]
	}
	return 0;
}

int infiniband_bad(struct ib_device *ib, void *buf, u64 *sge)
{
	u64 dma = ib_dma_map_single(ib, buf, 64, DMA_TO_DEVICE);

	if (ib_dma_mapping_error(ib, dma))
		return -ENOMEM;
	*sge = dma;
	ib_dma_unmap_single(ib, dma, 64, DMA_TO_DEVICE);
	ib_dma_unmap_single(ib, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-double-unmap]
	return 0;
}

/* The command's structure goes to a function of another file; who unmaps it then is us, once. */
struct request {
	u64 addr;
	u32 len;
};

int send_request(struct chan *c, struct request *r);

int after_a_command_bad(struct chan *c, void *buf)
{
	struct request r = { .len = 64 };
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int ret;

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	r.addr = dma;
	ret = send_request(c, &r);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	if (ret)
		goto out;
	return 0;
out:
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-double-unmap]
	return ret;
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
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-double-unmap]
}

static int alloc_receive(struct receive *rx)
{
	int err = 0;

	rx->dma = dma_map_single(rx->dev, rx->page, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(rx->dev, rx->dma))
		return -ENOMEM;
	rx->pages = make_pages(rx->dev);
	if (IS_ERR(rx->pages))
		goto undo;
	return 0;
undo:
	drop_page(rx);
	return err;
}

/* The helper has failed and says 0. */
int open_receive_bad(struct receive *rx)
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
