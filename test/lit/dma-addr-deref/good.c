// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pointer and handle side by side, and pointers to where a handle is kept.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>

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
