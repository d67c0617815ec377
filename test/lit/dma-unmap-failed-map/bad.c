// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What could not be mapped is unmapped.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	void *buf;
	dma_addr_t dma;
};

int label_too_high_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	int ret = 0;

	if (dma_mapping_error(c->dev, dma)) {
		ret = -ENOMEM;
		goto unmap;
	}
	writeq(dma, c->regs);
unmap:
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-failed-map]
	return ret;
}

int said_but_not_done_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		dev_err(c->dev, "cannot map\n");
	writeq(dma, c->regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int in_the_test_bad(struct chan *c, struct page *page)
{
	c->dma = dma_map_page(c->dev, page, 0, 4096, DMA_FROM_DEVICE);
	if (unlikely(dma_mapping_error(c->dev, c->dma))) {
		dma_unmap_page(c->dev, c->dma, 4096, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-failed-map]
		return -ENOMEM;
	}
	writeq(c->dma, c->regs);
	return 0;
}

int list_bad(struct chan *c, struct scatterlist *sg, int nents)
{
	int n = dma_map_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	int ret = 0;

	if (!n) {
		ret = -ENOMEM;
		goto out;
	}
	writel(n, c->regs);
out:
	dma_unmap_sg(c->dev, sg, nents, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-failed-map]
	return ret;
}

int second_of_two_bad(struct chan *c, void *a, void *b)
{
	dma_addr_t da, db;

	da = dma_map_single(c->dev, a, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, da))
		return -ENOMEM;
	db = dma_map_single(c->dev, b, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, db))
		goto fail;
	writeq(da, c->regs);
	writeq(db, c->regs);
	dma_unmap_single(c->dev, db, 64, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, da, 64, DMA_TO_DEVICE);
	return 0;
fail:
	dma_unmap_single(c->dev, db, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-failed-map]
	dma_unmap_single(c->dev, da, 64, DMA_TO_DEVICE);
	return -ENOMEM;
}
