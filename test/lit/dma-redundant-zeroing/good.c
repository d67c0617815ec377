// RUN: %dma-lint --min-confidence=low '--checks=-*,dma-redundant-zeroing' %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Other values, other memory, and memory in use.

// CHECK-NOT: warning:

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>

struct ring {
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
};

int ones_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	memset(r->desc, 0xff, 4096);
	return 0;
}

void again_good(struct ring *r)
{
	memset(r->desc, 0, 4096);
}

int used_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->desc[0] = 1;
	memset(r->desc, 0, 4096);
	return 0;
}

void *kmalloc_good(void)
{
	void *p = kmalloc(64, GFP_KERNEL);

	if (p)
		memset(p, 0, 64);
	return p;
}
