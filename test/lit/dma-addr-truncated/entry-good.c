// RUN: %dma-lint --whole-modules %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Records in memory that the device reads, too: a device that knows 32 bits, and members of the driver behind what it reads.

#include <linux/dmapool.h>

struct entry {
	u32 status;
	u32 address;
	u32 own_address;
	struct entry *next;
};

struct entry *alloc_good(struct dma_pool *pool)
{
	struct entry *e;
	dma_addr_t dma;

	e = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!e)
		return NULL;
	e->next = NULL;
	e->own_address = dma;
	return e;
}

void free_good(struct dma_pool *pool, struct entry *e)
{
	dma_pool_free(pool, e, e->own_address);
}
