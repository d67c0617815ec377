// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A count that is known: each element was written in this very function. A loop that leaves out the first
// one may leave it to what follows.

#include <linux/dma-mapping.h>
#include <linux/slab.h>

struct card {
	struct device *dev;
	void *map[2];
	dma_addr_t map_dma[2];
};

int maps_bad(struct card *c)
{
	int i;

	for (i = 0; i < 2; i++) {
		c->map[i] = dma_alloc_coherent(c->dev, 512, &c->map_dma[i], GFP_KERNEL);
		if (!c->map[i])
			goto fail;
	}
	return 0;
fail:
	for (i = 1; i < 2; i++) {
		if (c->map[i])
			dma_free_coherent(c->dev, 512, c->map[i], c->map_dma[i]);
	}
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}the first of what dma_alloc_coherent() has allocated{{.*}}[dma-coherent-leak-on-error]
}

int maps_good(struct card *c)
{
	int i;

	for (i = 0; i < 2; i++) {
		c->map[i] = dma_alloc_coherent(c->dev, 512, &c->map_dma[i], GFP_KERNEL);
		if (!c->map[i])
			goto fail;
	}
	return 0;
fail:
	for (i = 0; i < 2; i++) {
		if (c->map[i])
			dma_free_coherent(c->dev, 512, c->map[i], c->map_dma[i]);
	}
	return -ENOMEM;
}

/* The second loop leaves out the first element, and what follows has it. */
int rest_good(struct card *c)
{
	int i;

	for (i = 0; i < 2; i++) {
		c->map[i] = dma_alloc_coherent(c->dev, 512, &c->map_dma[i], GFP_KERNEL);
		if (!c->map[i])
			goto fail;
	}
	return 0;
fail:
	for (i = 1; i < 2; i++) {
		if (c->map[i])
			dma_free_coherent(c->dev, 512, c->map[i], c->map_dma[i]);
	}
	if (c->map[0])
		dma_free_coherent(c->dev, 512, c->map[0], c->map_dma[0]);
	return -ENOMEM;
}
