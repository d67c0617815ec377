// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Arguments that look different in two functions, and may be the same.
//
// RUN: %dma-lint %s -- %shim | count 0

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/slab.h>

struct ring {
	struct device *dev;
	struct pci_dev *pdev;
	void *buf, *raw, *aligned, *mem;
	unsigned int len, bufsz;
	bool send, coherent;
	dma_addr_t dma, data_dma, raw_dma, aligned_dma, mem_dma, cmd_dma, fixed_dma;
	struct dma_pool *small, *large;
	void *one, *cmd;
	dma_addr_t one_dma;
};

/* What is added is in the member by then. */
int grown_good(struct ring *r)
{
	r->dma = dma_map_single(r->dev, r->buf, r->len + 2, DMA_TO_DEVICE);
	if (dma_mapping_error(r->dev, r->dma))
		return -ENOMEM;
	r->len += 2;
	return 0;
}

void ungrown_good(struct ring *r)
{
	dma_unmap_single(r->dev, r->dma, r->len, DMA_TO_DEVICE);
}

int choose_good(struct ring *r, void *p)
{
	enum dma_data_direction dir = r->send ? DMA_TO_DEVICE : DMA_FROM_DEVICE;

	r->data_dma = dma_map_single(r->dev, p, r->bufsz * 2, dir);
	return dma_mapping_error(r->dev, r->data_dma);
}

/* One may well be the other: who fills in the record knows. */
void chosen_good(struct ring *r)
{
	if (!r->send)
		dma_unmap_single(&r->pdev->dev, r->data_dma, 2 * r->bufsz, DMA_FROM_DEVICE);
	else
		dma_unmap_single(&r->pdev->dev, r->data_dma, r->bufsz + r->bufsz, DMA_TO_DEVICE);
}

int align_good(struct ring *r)
{
	r->raw = dma_alloc_coherent(r->dev, 4096 + 8, &r->raw_dma, GFP_KERNEL);
	if (!r->raw)
		return -ENOMEM;
	r->aligned_dma = (r->raw_dma + 7) & ~7ULL;
	r->aligned = r->raw + (r->aligned_dma - r->raw_dma);
	return 0;
}

void unaligned_good(struct ring *r)
{
	dma_free_coherent(r->dev, 4096 + 8, r->raw, r->raw_dma);
}

/* The flag says which it is. */
int either_good(struct ring *r)
{
	r->mem = dma_alloc_coherent(r->dev, 4096, &r->mem_dma, GFP_KERNEL);
	r->coherent = r->mem;
	return r->mem ? 0 : -ENOMEM;
}

void by_flag_good(struct ring *r)
{
	if (r->coherent)
		dma_free_coherent(r->dev, 4096, r->mem, r->mem_dma);
	else
		kfree(r->mem);
}

int from_pool_good(struct ring *r)
{
	r->one = dma_pool_alloc(r->len > 64 ? r->large : r->small, GFP_KERNEL, &r->one_dma);
	return r->one ? 0 : -ENOMEM;
}

void to_pool_good(struct ring *r)
{
	dma_pool_free(r->len > 64 ? r->large : r->small, r->one, r->one_dma);
}

/* Memory that is carved up is given back by the first piece. */
struct piece {
	void *addr;
	dma_addr_t dma;
};

struct pieces {
	struct device *dev;
	struct piece piece[4];
};

int carve_good(struct pieces *p)
{
	dma_addr_t dma;
	void *addr = dma_alloc_coherent(p->dev, 4 * 512, &dma, GFP_KERNEL);

	if (!addr)
		return -ENOMEM;
	for (int i = 0; i < 4; i++) {
		p->piece[i].addr = addr + i * 512;
		p->piece[i].dma = dma + i * 512;
	}
	return 0;
}

void uncarve_good(struct pieces *p)
{
	dma_free_coherent(p->dev, 4 * 512, p->piece[0].addr, p->piece[0].dma);
}

/* Coherent memory needs no sync, whatever its range. */
int alloc_cmd_good(struct ring *r)
{
	r->cmd = dma_alloc_coherent(r->dev, 128, &r->cmd_dma, GFP_KERNEL);
	return r->cmd ? 0 : -ENOMEM;
}

void sync_cmd_good(struct ring *r)
{
	dma_sync_single_for_device(r->dev, r->cmd_dma, 4096, DMA_BIDIRECTIONAL);
}

void free_cmd_good(struct ring *r)
{
	dma_free_coherent(r->dev, 128, r->cmd, r->cmd_dma);
}

/* Either way when mapped both ways; up to the end of the mapping. */
int map_fixed_good(struct ring *r, void *p)
{
	r->fixed_dma = dma_map_single(r->dev, p, 1000, DMA_BIDIRECTIONAL);
	return dma_mapping_error(r->dev, r->fixed_dma);
}

void sync_fixed_good(struct ring *r)
{
	dma_sync_single_range_for_cpu(r->dev, r->fixed_dma, 64, 1000 - 64, DMA_FROM_DEVICE);
}

void unmap_fixed_good(struct ring *r)
{
	dma_unmap_single(r->dev, r->fixed_dma, 1000, DMA_BIDIRECTIONAL);
}
