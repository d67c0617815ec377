// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Success that leaves a mapping to somebody else.

// CHECK-NOT: warning:

#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/slab.h>

struct desc {
	u32 addr;
	u32 len;
};

struct entry {
	dma_addr_t dma;
	u32 len;
};

struct chan {
	struct device *dev;
	void __iomem *regs;
	struct completion done;
	struct desc __iomem *ring;
	struct desc *packed;
	struct entry *entries;
	unsigned int at;
	void *spare;
};

void submit(struct chan *c, const struct entry *e);
phys_addr_t where_is(void *p);

int unmapped_good(struct chan *c, void *buf)
{
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writeq(dma, c->regs);
	wait_for_completion(&c->done);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

/* A ring in the device's memory: the address is read back from there. */
int in_io_memory_good(struct chan *c, void *buf)
{
	struct desc __iomem *d = &c->ring[c->at];
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	writel(dma, &d->addr);
	writel(64, &d->len);
	return 0;
}

int copied_good(struct chan *c, void *buf)
{
	struct entry e = { .len = 64 };
	dma_addr_t dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	e.dma = dma;
	c->entries[c->at] = e;
	return 0;
}

/* The loop runs: 1 << order is not 0. */
int every_part_good(struct chan *c, struct page *page, unsigned int order, dma_addr_t *list)
{
	dma_addr_t dma = dma_map_page(c->dev, page, 0, PAGE_SIZE << order, DMA_BIDIRECTIONAL);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	for (unsigned int i = 1 << order; i; i--) {
		*list++ = dma;
		dma += PAGE_SIZE;
	}
	return 0;
}

/* Page tables of an IOMMU: the handle is the physical address, and computed anew for the unmap. */
int same_as_physical_good(struct chan *c, void *table)
{
	dma_addr_t dma = dma_map_single(c->dev, table, 4096, DMA_TO_DEVICE);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	if (dma != where_is(table)) {
		dma_unmap_single(c->dev, dma, 4096, DMA_TO_DEVICE);
		return -EINVAL;
	}
	return 0;
}

static void *refill(struct chan *c, dma_addr_t *dma)
{
	void *buf = kmalloc(64, GFP_KERNEL);

	if (!buf)
		return NULL;
	*dma = dma_map_single(c->dev, buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, *dma)) {
		kfree(buf);
		return NULL;
	}
	return buf + 16;
}

/* What the helper returns is not NULL where it has mapped. */
void by_helper_good(struct chan *c)
{
	dma_addr_t dma;
	void *buf = refill(c, &dma);

	if (!buf)
		return;
	c->spare = buf;
	c->entries[c->at].dma = dma;
}

struct table {
	struct device *dev;
	u32 *first, *second;
};

/* An IOMMU without an IOMMU of its own: DMA addresses are physical ones, and computed anew. */
int address_is_known_good(struct table *t)
{
	dma_addr_t dma = dma_map_single(t->dev, t->second, 1024, DMA_TO_DEVICE);

	if (dma_mapping_error(t->dev, dma))
		return -ENOMEM;
	t->first[0] = virt_to_phys(t->second);
	return 0;
}

void table_free(struct table *t)
{
	dma_unmap_single(t->dev, virt_to_phys(t->second), 1024, DMA_TO_DEVICE);
}
