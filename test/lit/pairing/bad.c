// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Mapped in one function, unmapped in another, the handle in a structure in between.
//
// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct desc {
	u32 word[8];
};

struct chan {
	struct device *dev;
	struct desc *desc;
	struct desc *ring;
	void *buf;
	dma_addr_t desc_dma, buf_dma, ring_dma;
	struct scatterlist *sgl;
	int nents, mapped;
};

int map_all(struct chan *c)
{
	c->desc_dma = dma_map_single(c->dev, c->desc, sizeof(*c->desc), DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, c->desc_dma))
		return -ENOMEM;
	c->buf_dma = dma_map_single(c->dev, c->buf, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, c->buf_dma)) {
		dma_unmap_single(c->dev, c->desc_dma, sizeof(*c->desc), DMA_TO_DEVICE);
		return -ENOMEM;
	}
	return 0;
}

void pointer_size_bad(struct chan *c)
{
	dma_unmap_single(c->dev, c->desc_dma, sizeof(c->desc), DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[map size=32] [unmap size=8] [dma-unmap-size-mismatch]
	// CHECK: note: mapped here by dma_map_single() in map_all()
}

void direction_bad(struct chan *c)
{
	dma_unmap_single(c->dev, c->buf_dma, 4096, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-direction-mismatch]
}

int alloc_ring(struct chan *c)
{
	c->ring = dma_alloc_wc(c->dev, 4096, &c->ring_dma, GFP_KERNEL);
	return c->ring ? 0 : -ENOMEM;
}

void kind_bad(struct chan *c)
{
	dma_free_coherent(c->dev, 4096, c->ring, c->ring_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
}

int map_list(struct chan *c)
{
	c->mapped = dma_map_sg(c->dev, c->sgl, c->nents, DMA_TO_DEVICE);
	return c->mapped ? 0 : -ENOMEM;
}

void count_bad(struct chan *c)
{
	dma_unmap_sg(c->dev, c->sgl, c->mapped, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-unmap-returned-count]
}

void sync_count_bad(struct chan *c)
{
	dma_sync_sg_for_cpu(c->dev, c->sgl, c->mapped, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sg-sync-returned-count]
}
