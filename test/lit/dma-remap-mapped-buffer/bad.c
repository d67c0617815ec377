// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One buffer, two mappings at a time.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
};

int twice_bad(struct chan *c, void *buf, size_t len)
{
	dma_addr_t out, in;

	out = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, out))
		return -ENOMEM;
	in = dma_map_single(c->dev, buf, len, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-remap-mapped-buffer]
	// CHECK: note: mapped here by dma_map_single()
	if (dma_mapping_error(c->dev, in)) {
		dma_unmap_single(c->dev, out, len, DMA_TO_DEVICE);
		return -ENOMEM;
	}
	writeq(out, c->regs);
	writeq(in, c->regs + 8);
	dma_unmap_single(c->dev, in, len, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, out, len, DMA_TO_DEVICE);
	return 0;
}

struct block {
	u8 head[16];
	u8 body[112];
};

/* The whole, and then a part of it. */
int part_bad(struct chan *c, struct block *b)
{
	dma_addr_t all, body;

	all = dma_map_single(c->dev, b, sizeof(*b), DMA_BIDIRECTIONAL);
	if (dma_mapping_error(c->dev, all))
		return -ENOMEM;
	body = dma_map_single(c->dev, b->body, sizeof(b->body), DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-remap-mapped-buffer]
	if (dma_mapping_error(c->dev, body)) {
		dma_unmap_single(c->dev, all, sizeof(*b), DMA_BIDIRECTIONAL);
		return -ENOMEM;
	}
	writeq(all, c->regs);
	writeq(body, c->regs + 8);
	dma_unmap_single(c->dev, body, sizeof(b->body), DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, all, sizeof(*b), DMA_BIDIRECTIONAL);
	return 0;
}
