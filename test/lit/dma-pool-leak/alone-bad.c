// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pools that stay in the structure when the set-up of it fails; nobody calls it.

#include <linux/dmapool.h>
#include <linux/slab.h>

struct host {
	struct device *dev;
	struct dma_pool *qh, *qtd;
	void *scratch;
};

int second_pool_bad(struct host *h)
{
	h->qh = dma_pool_create("qh", h->dev, 64, 32, 4096);
	if (!h->qh)
		return -ENOMEM;
	h->qtd = dma_pool_create("qtd", h->dev, 96, 32, 4096);
	if (!h->qtd)
		return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-leak]
	return 0;
}

int scratch_bad(struct host *h)
{
	h->qh = dma_pool_create("qh", h->dev, 64, 32, 4096);
	if (!h->qh)
		return -ENOMEM;
	h->scratch = kmalloc(100, GFP_KERNEL);
	if (!h->scratch)
		return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-leak]
	return 0;
}

/* Both are looked at, and left to the caller. */
int left_to_the_caller(struct host *h)
{
	h->qh = dma_pool_create("qh", h->dev, 64, 32, 4096);
	h->qtd = dma_pool_create("qtd", h->dev, 96, 32, 4096);
	return h->qh && h->qtd ? 0 : -ENOMEM;
}

void stop(struct host *h)
{
	dma_pool_destroy(h->qtd);
	dma_pool_destroy(h->qh);
}
