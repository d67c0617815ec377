/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Buffers that drivers share: one exports, others attach their device and map. The exporter is the runtime,
 * dma_shim_dma_buf_new().
 */
#ifndef SHIM_LINUX_DMA_BUF_H
#define SHIM_LINUX_DMA_BUF_H

#include <linux/dma-mapping.h>
#include <linux/iosys-map.h>
#include <linux/scatterlist.h>
#include <linux/types.h>

struct dma_buf_attachment;

struct dma_buf {
	size_t size;
	void *priv;
	struct dma_buf_attachment *attachments;
};

struct dma_buf_attachment {
	struct dma_buf *dmabuf;
	struct device *dev;
	enum dma_data_direction dir;
	struct sg_table *sgt;		/* while it is mapped */
	struct dma_buf_attachment *next;
};

void get_dma_buf(struct dma_buf *dmabuf);
void dma_buf_put(struct dma_buf *dmabuf);
/* An ERR_PTR on failure, as is what the maps return. */
struct dma_buf_attachment *dma_buf_attach(struct dma_buf *dmabuf, struct device *dev);
void dma_buf_detach(struct dma_buf *dmabuf, struct dma_buf_attachment *attach);
struct sg_table *dma_buf_map_attachment(struct dma_buf_attachment *attach,
					enum dma_data_direction direction);
void dma_buf_unmap_attachment(struct dma_buf_attachment *attach, struct sg_table *sgt,
			      enum dma_data_direction direction);
struct sg_table *dma_buf_map_attachment_unlocked(struct dma_buf_attachment *attach,
						 enum dma_data_direction direction);
void dma_buf_unmap_attachment_unlocked(struct dma_buf_attachment *attach, struct sg_table *sgt,
				       enum dma_data_direction direction);
int dma_buf_begin_cpu_access(struct dma_buf *dmabuf, enum dma_data_direction dir);
int dma_buf_end_cpu_access(struct dma_buf *dmabuf, enum dma_data_direction dir);
int dma_buf_vmap(struct dma_buf *dmabuf, struct iosys_map *map);
void dma_buf_vunmap(struct dma_buf *dmabuf, struct iosys_map *map);
int dma_buf_vmap_unlocked(struct dma_buf *dmabuf, struct iosys_map *map);
void dma_buf_vunmap_unlocked(struct dma_buf *dmabuf, struct iosys_map *map);

#endif
