// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pointer and handle side by side, and pointers to where a handle is kept.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/string.h>

struct desc {
	u32 status;
	u32 len;
};

struct ring {
	struct device *dev;
	struct desc *desc;
	dma_addr_t dma;
	dma_addr_t *table;
	phys_addr_t base;
};

u32 beside_good(struct ring *r, unsigned int i)
{
	writeq(r->dma + i * sizeof(struct desc), r->table);
	return r->desc[i].status;
}

dma_addr_t table_good(struct ring *r, unsigned int i)
{
	r->table[i] = r->dma + 64 * i;
	return r->table[i];
}

void *physical_good(struct ring *r)
{
	return phys_to_virt(r->base);
}

/* Which of both it is says another argument; the type is one that holds either. */
static void fetch(struct ring *r, u64 to, bool cpu)
{
	if (cpu)
		memcpy((void *)(uintptr_t)to, r->desc, 64);
	else
		writeq(to, r->table);
}

void handed_on_good(struct ring *r, dma_addr_t to, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		fetch(r, to + i * 64, true);
}

/* As x86 has it: the type is that of DMA addresses, the number that of a page. */
#define x86_page_to_phys(page) ((dma_addr_t)page_to_pfn(page) << PAGE_SHIFT)

void *page_good(struct page *page)
{
	return phys_to_virt(x86_page_to_phys(page));
}
