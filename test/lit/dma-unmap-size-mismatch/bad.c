// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The length given to the unmap is not the one that was mapped.

#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/io.h>
#include <linux/slab.h>

struct cmd {
	u8 op[16];
	u8 data[240];
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	size_t len;
};

int constants_bad(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 2048, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 1024, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}

int pointer_size_bad(struct chan *c, struct cmd *cmd)
{
	dma_addr_t dma;

	dma = dma_map_single(c->dev, cmd, sizeof(*cmd), DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(cmd), DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}

int length_moved_on_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t dma;

	dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	len += ETH_HLEN;
	writel(len, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}

int error_path_bad(struct chan *c, struct page *page)
{
	dma_addr_t dma;

	dma = dma_map_page(c->dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	if (!readl(c->regs))
		goto fail;
	dma_unmap_page(c->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
fail:
	dma_unmap_page(c->dev, dma, PAGE_SIZE / 2, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return -EIO;
}

int in_switch_bad(struct chan *c, int kind, void *buf, size_t len)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	switch (kind) {
	case 0:
		dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
		break;
	case 1:
		dma_unmap_single(c->dev, dma, len + 4, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
		break;
	default:
		dma_unmap_single(c->dev, dma, len, DMA_FROM_DEVICE);
		break;
	}
	return 0;
}

int field_overwritten_bad(struct chan *c, void *buf)
{
	dma_addr_t dma;

	c->len = 512;
	dma = dma_map_single(c->dev, buf, c->len, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	c->len = 0;
	dma_unmap_single(c->dev, dma, c->len, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}

int resource_bad(struct chan *c, phys_addr_t fifo, size_t n)
{
	dma_addr_t dma = dma_map_resource(c->dev, fifo, n * 4, DMA_BIDIRECTIONAL, 0);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_resource(c->dev, dma, n * 2, DMA_BIDIRECTIONAL, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}
