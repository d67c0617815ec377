/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Queues of virtio, as far as they map for the driver: the DMA API once more, for the queue's device.
 */
#ifndef SHIM_LINUX_VIRTIO_H
#define SHIM_LINUX_VIRTIO_H

#include <linux/dma-mapping.h>

struct virtio_device {
	struct device dev;
};

struct virtqueue {
	struct virtio_device *vdev;
};

dma_addr_t virtqueue_dma_map_single_attrs(struct virtqueue *_vq, void *ptr, size_t size,
					  enum dma_data_direction dir, unsigned long attrs);
void virtqueue_dma_unmap_single_attrs(struct virtqueue *_vq, dma_addr_t addr, size_t size,
				      enum dma_data_direction dir, unsigned long attrs);
int virtqueue_dma_mapping_error(struct virtqueue *_vq, dma_addr_t addr);
bool virtqueue_dma_need_sync(struct virtqueue *_vq, dma_addr_t addr);
void virtqueue_dma_sync_single_range_for_cpu(struct virtqueue *_vq, dma_addr_t addr,
					     unsigned long offset, size_t size,
					     enum dma_data_direction dir);
void virtqueue_dma_sync_single_range_for_device(struct virtqueue *_vq, dma_addr_t addr,
						unsigned long offset, size_t size,
						enum dma_data_direction dir);

#endif
