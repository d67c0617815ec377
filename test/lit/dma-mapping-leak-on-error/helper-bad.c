// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A helper undoes its map where one thing fails, and not where another one does. Others see its
// structure, and its callers know nothing of the map.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>

struct xfer {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

void show_xfer(struct device *dev, struct xfer *x);

static int submit(struct xfer *x)
{
	x->dma = dma_map_single(x->dev, x->buf, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(x->dev, x->dma))
		return -ENOMEM;
	show_xfer(x->dev, x);
	if (!readl(x->regs))
		return -EIO;
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_map_single(){{.*}}[dma-mapping-leak-on-error]
	if (!readl(x->regs + 4)) {
		dma_unmap_single(x->dev, x->dma, 64, DMA_TO_DEVICE);
		return -EIO;
	}
	return 0;
}

static int xfer_bad(struct xfer *x)
{
	int ret = submit(x);

	if (ret)
		return ret;
	writel(1, x->regs);
	return 0;
}

struct ops {
	int (*xfer)(struct xfer *x);
};

const struct ops xfer_ops = { .xfer = xfer_bad };

void done_good(struct xfer *x)
{
	dma_unmap_single(x->dev, x->dma, 64, DMA_TO_DEVICE);
}

int move_page(struct device *dev, dma_addr_t src);

static int copy_pages(struct device *dev, struct page **pages, dma_addr_t *src, unsigned long n)
{
	unsigned long i;
	int r;

	for (i = 0; i < n; i++) {
		src[i] = dma_map_page(dev, pages[i], 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
		r = dma_mapping_error(dev, src[i]);
		if (r) {
			src[i] = 0;
			return r;
		}
		r = move_page(dev, src[i]);
		if (r)
			return r;
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	}
	return 0;
}

/*
 * The addresses go with the array. It is the move that fails, not the test that is the wrong way round:
 * where all goes well there are the mappings of earlier turns.
 */
int copy_all_bad(struct device *dev, struct page **pages, unsigned long n)
{
	dma_addr_t *src = kcalloc(n, sizeof(*src), GFP_KERNEL);
	int r;

	if (!src)
		return -ENOMEM;
	r = copy_pages(dev, pages, src, n);
	kfree(src);
	return r;
}
