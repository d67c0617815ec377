// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handle that came with it, and memory that only looks alike.

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

struct descriptor {
	u64 addr;
	void *cookie;
};

int handle_good(struct chan *c, size_t len)
{
	dma_addr_t handle;
	void *buf = dma_alloc_coherent(c->dev, len, &handle, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	writeq(handle + 64, c->regs);
	dma_free_coherent(c->dev, len, buf, handle);
	return 0;
}

/* The pointer is kept in coherent memory; what it points to is mapped. */
int cookie_good(struct chan *c, void *data)
{
	dma_addr_t handle, dma;
	struct descriptor *d = dma_alloc_coherent(c->dev, sizeof(*d), &handle, GFP_KERNEL);

	if (!d)
		return -ENOMEM;
	d->cookie = data;
	dma = dma_map_single(c->dev, d->cookie, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		goto free;
	d->addr = dma;
	writeq(handle, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
free:
	dma_free_coherent(c->dev, sizeof(*d), d, handle);
	return 0;
}

/* Allocated without a mapping kept for it: this one is to be mapped. */
int either_good(struct chan *c, bool coherent)
{
	dma_addr_t handle = 0, dma;
	void *buf;

	if (coherent)
		buf = dma_alloc_coherent(c->dev, 64, &handle, GFP_KERNEL);
	else
		buf = kmalloc(64, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if (!coherent) {
		dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
		if (!dma_mapping_error(c->dev, dma)) {
			writeq(dma, c->regs);
			dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
		}
		kfree(buf);
		return 0;
	}
	writeq(handle, c->regs);
	dma_free_coherent(c->dev, 64, buf, handle);
	return 0;
}

struct port {
	struct device *dev;
	void __iomem *regs;
	void *buffer, *spare;
	dma_addr_t handle;
};

int open_port_good(struct port *p, bool large)
{
	p->spare = dma_alloc_coherent(p->dev, 4096, &p->handle, GFP_KERNEL);
	if (!p->spare)
		return -ENOMEM;
	p->buffer = large ? p->spare : kmalloc(4096, GFP_KERNEL);
	return p->buffer ? 0 : -ENOMEM;
}

/* One of two, and not known which. */
int kept_good(struct port *p, size_t len)
{
	dma_addr_t dma = dma_map_single(p->dev, p->buffer, len, DMA_TO_DEVICE);

	if (dma_mapping_error(p->dev, dma))
		return -ENOMEM;
	writeq(dma, p->regs);
	dma_unmap_single(p->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}
