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

struct host {
	struct device *dev;
	bool pio;
};

struct port;

struct lease {
	struct port *port;
	void *mem;
	dma_addr_t dma;
	size_t size;
};

/* Both helpers go by the same members; that it is the same host is not known. */
static void *host_alloc(struct host *h, size_t size, dma_addr_t *dma)
{
	if (!size)
		return NULL;
	if (h->pio) {
		*dma = DMA_MAPPING_ERROR;
		return kmalloc(size, GFP_KERNEL);
	}
	return dma_alloc_coherent(h->dev, size, dma, GFP_KERNEL);
}

static void host_free(struct host *h, size_t size, void *p, dma_addr_t dma)
{
	if (!p)
		return;
	if (h->pio) {
		kfree(p);
		return;
	}
	dma_free_coherent(h->dev, size, p, dma);
}

struct host *host_of(struct port *port);

static void lease_drop(struct lease *l)
{
	struct host *h = host_of(l->port);

	host_free(h, l->size, l->mem, l->dma);
	kfree(l);
}

int chosen_good(struct port *port, struct vm_area_struct *vma, size_t size)
{
	struct host *h = host_of(port);
	dma_addr_t dma = DMA_MAPPING_ERROR;
	struct lease *l = kzalloc(sizeof(*l), GFP_KERNEL);
	void *p;

	if (!l)
		return -ENOMEM;
	p = host_alloc(h, size, &dma);
	if (!p) {
		kfree(l);
		return -ENOMEM;
	}
	l->mem = p;
	l->dma = dma;
	l->size = size;
	l->port = port;
	if (dma_mmap_coherent(h->dev, vma, p, dma, size)) {
		lease_drop(l);
		return -EAGAIN;
	}
	lease_drop(l);
	return 0;
}
