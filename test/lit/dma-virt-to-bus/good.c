// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A physical address for the MMU, and DMA addresses from the map.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>

struct chan {
	struct device *dev;
	void __iomem *regs;
	dma_addr_t ring;
	phys_addr_t where;
	unsigned long pfn;
};

int mapped_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

int for_user_space_good(struct chan *c)
{
	void *p = dma_alloc_coherent(c->dev, 4096, &c->ring, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	c->where = virt_to_phys(p);
	c->pfn = virt_to_phys(p) >> PAGE_SHIFT;
	return 0;
}

struct queue {
	struct device *dev;
	bool translated;
	dma_addr_t where;
	__le64 *desc;
};

/* The other side may be software that knows of no IOMMU: one function decides, others store. */
static dma_addr_t address_of(struct queue *q, void *buf)
{
	if (!q->translated)
		return virt_to_phys(buf);
	return dma_map_single(q->dev, buf, 64, DMA_TO_DEVICE);
}

int decided_good(struct queue *q, void *buf)
{
	dma_addr_t where = address_of(q, buf);

	if (q->translated && dma_mapping_error(q->dev, where))
		return -ENOMEM;
	q->where = where;
	q->desc[0] = cpu_to_le64(where);
	return 0;
}

void decided_undo_good(struct queue *q)
{
	if (q->translated)
		dma_unmap_single(q->dev, q->where, 64, DMA_TO_DEVICE);
}
