// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pages from here and there, mapped as one.

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

int firmware_bad(struct chan *c, const void *image, size_t len)
{
	void *buf = vmalloc(len);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	memcpy(buf, image, len);
	dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}vmalloc(){{.*}}[dma-map-vmalloc]
	if (dma_mapping_error(c->dev, dma)) {
		vfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	vfree(buf);
	return 0;
}

struct table {
	u32 n;
	u8 entry[8192];
};

/* Too large for kmalloc(), somebody thought. */
int member_bad(struct chan *c)
{
	struct table *t = vzalloc(sizeof(*t));
	dma_addr_t dma;

	if (!t)
		return -ENOMEM;
	dma = dma_map_single(c->dev, t->entry, sizeof(t->entry), DMA_FROM_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}vzalloc(){{.*}}[dma-map-vmalloc]
	if (dma_mapping_error(c->dev, dma)) {
		vfree(t);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, sizeof(t->entry), DMA_FROM_DEVICE);
	vfree(t);
	return 0;
}

int may_be_bad(struct chan *c, size_t len)
{
	void *buf = kvmalloc(len, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}may come from vmalloc(){{.*}}[dma-map-vmalloc]
	if (dma_mapping_error(c->dev, dma)) {
		kvfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, len, DMA_TO_DEVICE);
	kvfree(buf);
	return 0;
}

int page_of_it_bad(struct chan *c)
{
	void *buf = vmalloc(PAGE_SIZE);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_page(c->dev, virt_to_page(buf), 0, PAGE_SIZE, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}vmalloc(){{.*}}[dma-map-vmalloc]
	if (dma_mapping_error(c->dev, dma)) {
		vfree(buf);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_unmap_page(c->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	vfree(buf);
	return 0;
}

struct port {
	struct device *dev;
	void __iomem *regs;
	void *buffer, *ring;
	dma_addr_t handle;
};

int open_port(struct port *p)
{
	p->ring = dma_alloc_coherent(p->dev, 4096, &p->handle, GFP_KERNEL);
	if (!p->ring)
		return -ENOMEM;
	p->buffer = vmalloc(4096);
	return p->buffer ? 0 : -ENOMEM;
}

/* Allocated when the port was opened. */
int kept_bad(struct port *p, size_t len)
{
	dma_addr_t dma = dma_map_single(p->dev, p->buffer, len, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}'buffer' of struct port{{.*}}[dma-map-vmalloc]

	if (dma_mapping_error(p->dev, dma))
		return -ENOMEM;
	writeq(dma, p->regs);
	dma_unmap_single(p->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}
