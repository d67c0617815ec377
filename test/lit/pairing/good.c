// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pairs that agree, or of which not enough is known.
//
// RUN: %dma-lint %s -- %shim | count 0

#include <linux/dma-mapping.h>
#include <linux/pci.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	void *buf, *ring;
	dma_addr_t either_dma, one_dma, ring_dma;
	size_t len;
	enum dma_data_direction dir;
	struct scatterlist *sgl;
	int nents, mixed;
};

/* Two maps of one member: an unmap that fits one of them fits. */
int map_small(struct chan *c)
{
	c->either_dma = dma_map_single(c->dev, c->buf, 64, DMA_TO_DEVICE);
	return dma_mapping_error(c->dev, c->either_dma);
}

int map_large(struct chan *c)
{
	c->either_dma = dma_map_single(c->dev, c->buf, 4096, DMA_FROM_DEVICE);
	return dma_mapping_error(c->dev, c->either_dma);
}

void unmap_large_good(struct chan *c)
{
	dma_unmap_single(c->dev, c->either_dma, 4096, DMA_FROM_DEVICE);
}

/* Size and direction kept beside the handle. */
int map_by_field(struct chan *c, bool read)
{
	c->dir = read ? DMA_FROM_DEVICE : DMA_TO_DEVICE;
	c->one_dma = dma_map_single(c->dev, c->buf, c->len, c->dir);
	return dma_mapping_error(c->dev, c->one_dma);
}

void unmap_by_field_good(struct chan *c)
{
	dma_unmap_page(c->dev, c->one_dma, c->len, c->dir);
}

/* dma_alloc_attrs(WRITE_COMBINE) and dma_alloc_coherent share a free. */
int alloc_ring(struct chan *c)
{
	c->ring = dma_alloc_coherent(c->dev, 4096, &c->ring_dma, GFP_KERNEL);
	return c->ring ? 0 : -ENOMEM;
}

void free_ring_good(struct chan *c)
{
	dma_free_coherent(c->dev, 4096, c->ring, c->ring_dma);
}

/* The member holds the count given to the map, too: which one, only running tells. */
int map_list(struct chan *c)
{
	int n = dma_map_sg(c->dev, c->sgl, c->nents, DMA_TO_DEVICE);

	if (!n)
		return -ENOMEM;
	c->mixed = n;
	if (n > 4)
		c->mixed = c->nents;
	return 0;
}

void unmap_list_good(struct chan *c)
{
	dma_unmap_sg(c->dev, c->sgl, c->mixed, DMA_TO_DEVICE);
}

/* What is kept beside the handle is a part of what is mapped: the header comes on top. */
struct slot {
	struct sk_buff *skb;
	dma_addr_t dma, other_dma;
	unsigned int len, size;
};

struct queue {
	struct device *dev;
	struct pci_dev *pdev;
	struct slot tx[8];
	unsigned int buf_size;
};

int send(struct queue *q, int i, void *data, unsigned int len)
{
	struct slot *t = &q->tx[i];

	t->len = len;
	t->dma = dma_map_single(q->dev, data, len + 16, DMA_TO_DEVICE);
	return dma_mapping_error(q->dev, t->dma) ? -ENOMEM : 0;
}

void sent_good(struct queue *q, int i)
{
	dma_unmap_single(q->dev, q->tx[i].dma, q->tx[i].len + 16, DMA_TO_DEVICE);
}

/* One of two maps has that size. */
int send_either(struct queue *q, int i, void *data, bool padded)
{
	struct slot *t = &q->tx[i];

	if (padded)
		t->other_dma = dma_map_single(q->dev, data, q->buf_size + 2, DMA_TO_DEVICE);
	else
		t->other_dma = dma_map_single(q->dev, data, q->buf_size, DMA_TO_DEVICE);
	return dma_mapping_error(q->dev, t->other_dma) ? -ENOMEM : 0;
}

void sent_either_good(struct queue *q, int i)
{
	dma_sync_single_for_cpu(q->dev, q->tx[i].other_dma, q->buf_size + 2, DMA_TO_DEVICE);
	dma_unmap_single(&q->pdev->dev, q->tx[i].other_dma, q->buf_size + 2, DMA_TO_DEVICE);
}
