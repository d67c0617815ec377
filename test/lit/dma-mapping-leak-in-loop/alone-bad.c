// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: %dma-lint %s -- %shim '-DKBUILD_MODNAME="part"'
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file that is all there is: nobody calls these functions, so nobody undoes what they leave in their
// structures when they fail. As one file of a module they may have callers in the others.

#include <linux/dma-mapping.h>
#include <linux/slab.h>

#define NSLOTS 16

struct slot {
	void *va;
	dma_addr_t dma;
};

struct ring {
	struct device *dev;
	dma_addr_t dma[NSLOTS];
	void *bufs[NSLOTS];
	struct slot slots[NSLOTS];
};

int fill_bad(struct ring *r)
{
	for (int i = 0; i < NSLOTS; i++) {
		r->dma[i] = dma_map_single(r->dev, r->bufs[i], 64, DMA_FROM_DEVICE);
		if (dma_mapping_error(r->dev, r->dma[i]))
			return -ENOMEM;
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
	}
	return 0;
}

/* The shape of a receive ring: the new buffer goes back, those before it stay. */
int refill_bad(struct ring *r)
{
	for (int i = 0; i < NSLOTS; i++) {
		struct slot *s = &r->slots[i];

		s->va = kmalloc(1536, GFP_KERNEL);
		if (!s->va)
			return -ENOMEM;
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
		s->dma = dma_map_single(r->dev, s->va, 1536, DMA_FROM_DEVICE);
		if (dma_mapping_error(r->dev, s->dma)) {
			kfree(s->va);
			return -ENOMEM;
			// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-mapping-leak-in-loop]
		}
	}
	return 0;
}

void empty(struct ring *r)
{
	for (int i = 0; i < NSLOTS; i++) {
		dma_unmap_single(r->dev, r->dma[i], 64, DMA_FROM_DEVICE);
		dma_unmap_single(r->dev, r->slots[i].dma, 1536, DMA_FROM_DEVICE);
	}
}
