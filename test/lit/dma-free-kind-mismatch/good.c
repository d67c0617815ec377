// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pointers of either kind, given back to where they come from.

// CHECK-NOT: warning:

#include <linux/dma-compat.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct ring {
	struct device *dev;
	void *desc;
	dma_addr_t dma;
	void **shadow;
	void __iomem *regs;
};

int holder_good(struct device *dev)
{
	struct ring *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return -ENOMEM;
	r->dev = dev;
	r->desc = dma_alloc_coherent(dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc) {
		kfree(r);
		return -ENOMEM;
	}
	dma_free_coherent(dev, 4096, r->desc, r->dma);
	kfree(r);
	return 0;
}

int either_good(struct ring *r, bool small)
{
	void *p;

	if (small)
		p = kmalloc(64, GFP_KERNEL);
	else
		p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	if (small)
		kfree(p);
	else
		dma_free_coherent(r->dev, 4096, p, r->dma);
	return 0;
}

int attrs_good(struct ring *r)
{
	dma_addr_t dma;
	void *p = dma_alloc_attrs(r->dev, 4096, &dma, GFP_KERNEL, 0);

	if (!p)
		return -ENOMEM;
	dma_free_coherent(r->dev, 4096, p, dma);
	return 0;
}

int attrs_kept_good(struct ring *r, unsigned long attrs)
{
	dma_addr_t dma;
	void *p = dma_alloc_attrs(r->dev, 4096, &dma, GFP_KERNEL, attrs);

	if (!p)
		return -ENOMEM;
	dma_free_attrs(r->dev, 4096, p, dma, attrs);
	return 0;
}

int managed_good(struct ring *r)
{
	r->desc = dmam_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	if (!readl(r->regs)) {
		dmam_free_coherent(r->dev, 4096, r->desc, r->dma);
		return -ENODEV;
	}
	return 0;
}

int scoped_shadow_good(struct ring *r)
{
	void *copy __free(kfree) = kmalloc(4096, GFP_KERNEL);
	void *p;

	if (!copy)
		return -ENOMEM;
	p = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	dma_free_coherent(r->dev, 4096, p, r->dma);
	return 0;
}

int pool_good(struct ring *r, struct dma_pool *pool)
{
	dma_addr_t dma;
	void *p = dma_pool_zalloc(pool, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	writeq(dma, r->regs);
	dma_pool_free(pool, p, dma);
	return 0;
}

int legacy_pci_good(struct pci_dev *pdev)
{
	dma_addr_t dma;
	void *p = pci_alloc_consistent(pdev, 256, &dma);

	if (!p)
		return -ENOMEM;
	dma_free_coherent(&pdev->dev, 256, p, dma);
	return 0;
}

/* The attributes are kept with the buffer. */
struct frame {
	void *virt;
	dma_addr_t bus;
	size_t size;
	unsigned long attrs;
};

int frame_alloc_good(struct device *dev, struct frame *f)
{
	f->attrs = DMA_ATTR_WRITE_COMBINE | DMA_ATTR_NO_KERNEL_MAPPING;
	f->virt = dma_alloc_attrs(dev, f->size, &f->bus, GFP_KERNEL, f->attrs);
	return f->virt ? 0 : -ENOMEM;
}

void frame_free_good(struct device *dev, struct frame *f)
{
	dma_free_attrs(dev, f->size, f->virt, f->bus, f->attrs);
}

struct queue {
	struct device *dev;
	void __iomem *base;
	void *buffer;
	dma_addr_t dma;
};

void register_queue(struct queue *q);

/* What the member says after the call is what it said before. */
int either_kind_good(struct queue *q)
{
	if (q->base)
		q->buffer = dma_alloc_coherent(q->dev, 4096, &q->dma, GFP_KERNEL);
	else
		q->buffer = kmalloc(4096, GFP_KERNEL);
	if (!q->buffer)
		return -ENOMEM;
	register_queue(q);
	if (q->base)
		dma_free_coherent(q->dev, 4096, q->buffer, q->dma);
	else
		kfree(q->buffer);
	return 0;
}
