// RUN: %dma-lint %s -- %shim | count 0
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Page by page, or not vmalloc() on this path.

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

int page_by_page_good(struct chan *c)
{
	void *buf = vmalloc(PAGE_SIZE);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_page(c->dev, vmalloc_to_page(buf), 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		vfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	vfree(buf);
	return 0;
}

/* The array of records is vmalloc()ed; what they point to is not. */
struct record {
	void *data;
	dma_addr_t dma;
};

int pointed_to_good(struct chan *c, int n)
{
	struct record *r = vzalloc(n * sizeof(*r));

	if (!r)
		return -ENOMEM;
	r->data = kmalloc(64, GFP_KERNEL);
	if (!r->data)
		goto free;
	r->dma = dma_map_single(c->dev, r->data, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, r->dma))
		goto free_data;
	writeq(r->dma, c->regs);
	dma_unmap_single(c->dev, r->dma, 64, DMA_TO_DEVICE);
free_data:
	kfree(r->data);
free:
	vfree(r);
	return 0;
}

int asked_good(struct chan *c, size_t len)
{
	void *buf = kvmalloc(len, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	if (is_vmalloc_addr(buf)) {
		kvfree(buf);
		return -EINVAL;
	}
	dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kvfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	kvfree(buf);
	return 0;
}

/* kvmalloc() of no more than a page is kmalloc(). */
int small_good(struct chan *c)
{
	void *buf = kvmalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 512, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kvfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 512, DMA_TO_DEVICE);
	kvfree(buf);
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
	p->spare = vmalloc(4096);
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
