// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Mapped in one function, unmapped in another, the handle in a structure in between.
//
// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:

#include <linux/dma-mapping.h>
#include <linux/scatterlist.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
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

/* The length is kept beside the handle, and something is added to it. */
struct slot {
	void *data;
	dma_addr_t dma;
	unsigned int len;
};

struct queue {
	struct device *dev;
	struct net_device *netdev;
	struct pci_dev *pdev;
	unsigned int buf_size;
	struct slot tx[8], *rx;
	void *page;
	dma_addr_t page_dma;
};

int send(struct queue *q, int i, void *data, unsigned int len)
{
	struct slot *t = &q->tx[i];

	t->len = len;
	t->dma = dma_map_single(&q->pdev->dev, data, len, DMA_TO_DEVICE);
	return dma_mapping_error(&q->pdev->dev, t->dma) ? -ENOMEM : 0;
}

void sent_bad(struct queue *q, int i)
{
	dma_unmap_single(&q->pdev->dev, q->tx[i].dma, q->tx[i].len + 2, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: dma_unmap_single() of 'dma' in struct slot with different size than mapped {{.}}map size=len] {{.}}unmap size=q->tx[i].len + 2] [dma-unmap-size-mismatch]
}

void sent_device_bad(struct queue *q, int i)
{
	dma_unmap_single(&q->netdev->dev, q->tx[i].dma, q->tx[i].len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[mapped for &q->pdev->dev] [unmapped for &q->netdev->dev] [dma-unmap-device-mismatch]
}

/* Both ends take one member, one of them with something added. */
int map_page(struct queue *q)
{
	q->page_dma = dma_map_single(q->dev, q->page, q->buf_size, DMA_FROM_DEVICE);
	return dma_mapping_error(q->dev, q->page_dma) ? -ENOMEM : 0;
}

void unmap_page_bad(struct queue *q)
{
	dma_unmap_single(q->dev, q->page_dma, q->buf_size + 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
}

void sync_page_bad(struct queue *q)
{
	dma_sync_single_for_cpu(q->dev, q->page_dma, q->buf_size, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-direction-mismatch]
	dma_sync_single_for_cpu(q->dev, q->page_dma, q->buf_size + 64, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-sync-out-of-range]
}

void unmap_parent_bad(struct queue *q)
{
	dma_unmap_single(q->dev->parent, q->page_dma, q->buf_size, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-device-mismatch]
}

void unmap_nobody_bad(struct queue *q)
{
	dma_unmap_single(NULL, q->page_dma, q->buf_size, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-null-device]
}

void unmap_inside_bad(struct queue *q)
{
	dma_unmap_single(q->dev, q->page_dma + 64, q->buf_size, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: dma_unmap_single() of 64 bytes behind 'page_dma' in struct queue, which holds the handle [dma-unmap-handle-mismatch]
}
