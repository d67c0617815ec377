// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// AF_XDP pools, page pools, virtqueues.

#include "Inputs/neighbours.h"

struct queue {
	struct device *dev;
	void __iomem *regs;
	struct xsk_buff_pool *xsk;
	struct page_pool *pages;
	struct virtqueue *vq;
	dma_addr_t dma;
};

int xsk_untested_bad(struct queue *q)
{
	xsk_pool_dma_map(q->xsk, q->dev, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map-sgtable]
	writel(1, q->regs);
	return 0;
}

int xsk_leak_bad(struct queue *q)
{
	int err = xsk_pool_dma_map(q->xsk, q->dev, 0);

	if (err)
		return err;
	if (readl(q->regs) & 1)
		return -EBUSY;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-on-error]
	writel(1, q->regs);
	xsk_pool_dma_unmap(q->xsk, 0);
	return 0;
}

int xsk_good(struct queue *q)
{
	return xsk_pool_dma_map(q->xsk, q->dev, 0);
}

void xsk_off_good(struct queue *q)
{
	xsk_pool_dma_unmap(q->xsk, 0);
}

int pages_leak_bad(struct queue *q, const struct page_pool_params *params)
{
	struct page_pool *pool = page_pool_create(params);

	if (IS_ERR(pool))
		return PTR_ERR(pool);
	if (readl(q->regs) & 1)
		return -EBUSY;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-leak]
	page_pool_destroy(pool);
	return 0;
}

int pages_good(struct queue *q, const struct page_pool_params *params)
{
	q->pages = page_pool_create(params);
	return IS_ERR(q->pages) ? PTR_ERR(q->pages) : 0;
}

int virtio_untested_bad(struct queue *q, void *buf)
{
	q->dma = virtqueue_dma_map_single_attrs(q->vq, buf, 512, DMA_FROM_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]
	writel((u32)q->dma, q->regs);
	virtqueue_dma_unmap_single_attrs(q->vq, q->dma, 512, DMA_FROM_DEVICE, 0);
	return 0;
}

int virtio_size_bad(struct queue *q, void *buf)
{
	dma_addr_t dma = virtqueue_dma_map_single_attrs(q->vq, buf, 512, DMA_FROM_DEVICE, 0);

	if (virtqueue_dma_mapping_error(q->vq, dma))
		return -ENOMEM;
	writel((u32)dma, q->regs);
	virtqueue_dma_unmap_single_attrs(q->vq, dma, 256, DMA_FROM_DEVICE, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-size-mismatch]
	return 0;
}

/* The device of the queue is the queue's. */
int virtio_kind_bad(struct queue *q, void *buf)
{
	dma_addr_t dma = virtqueue_dma_map_single_attrs(q->vq, buf, 512, DMA_FROM_DEVICE, 0);

	if (virtqueue_dma_mapping_error(q->vq, dma))
		return -ENOMEM;
	writel((u32)dma, q->regs);
	dma_unmap_single(q->dev, dma, 512, DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unmap-kind-mismatch]
	return 0;
}

int virtio_good(struct queue *q, void *buf)
{
	dma_addr_t dma = virtqueue_dma_map_single_attrs(q->vq, buf, 512, DMA_FROM_DEVICE, 0);

	if (virtqueue_dma_mapping_error(q->vq, dma))
		return -ENOMEM;
	writel((u32)dma, q->regs);
	virtqueue_dma_sync_single_range_for_cpu(q->vq, dma, 0, 64, DMA_FROM_DEVICE);
	virtqueue_dma_unmap_single_attrs(q->vq, dma, 512, DMA_FROM_DEVICE, 0);
	return 0;
}
