// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory whose pointer is overwritten on the way to failure: nobody can free it any more, whoever called.

#include <linux/dma-mapping.h>
#include <linux/slab.h>

struct ring {
	void *alloc, *desc;
	dma_addr_t dma;
	void **bufs;
};

struct nic {
	struct device *dev;
	struct ring tx, rx;
};

static int setup_bad(struct nic *n, struct ring *r)
{
	r->alloc = dma_alloc_coherent(n->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->alloc)
		goto set_null;
	r->desc = (void *)(((unsigned long)r->alloc + 15) & ~15ul);
	r->bufs = kcalloc(64, sizeof(void *), GFP_KERNEL);
	if (!r->bufs)
		goto set_null;
	return 0;

set_null:
	r->desc = NULL;
	r->alloc = NULL;
	r->dma = 0;
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
}

/* The DMA address alone frees nothing. */
static int setup_half_bad(struct nic *n, struct ring *r)
{
	r->alloc = dma_alloc_coherent(n->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->alloc)
		return -ENOMEM;
	r->bufs = kcalloc(64, sizeof(void *), GFP_KERNEL);
	if (!r->bufs) {
		r->alloc = NULL;
		return -ENOMEM;
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
	}
	return 0;
}

/* It stays where it was, and who closes the device frees it. */
static int setup_good(struct nic *n, struct ring *r)
{
	r->alloc = dma_alloc_coherent(n->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->alloc)
		return -ENOMEM;
	r->desc = (void *)(((unsigned long)r->alloc + 15) & ~15ul);
	r->bufs = kcalloc(64, sizeof(void *), GFP_KERNEL);
	if (!r->bufs) {
		r->desc = NULL;
		return -ENOMEM;
	}
	return 0;
}

static void free_ring(struct nic *n, struct ring *r)
{
	if (r->alloc)
		dma_free_coherent(n->dev, 4096, r->alloc, r->dma);
	r->alloc = NULL;
	kfree(r->bufs);
}

int open_bad(struct nic *n)
{
	return setup_bad(n, &n->tx);
}

int reopen_bad(struct nic *n)
{
	return setup_half_bad(n, &n->rx);
}

int open_good(struct nic *n)
{
	int ret = setup_good(n, &n->rx);

	if (ret)
		free_ring(n, &n->rx);
	return ret;
}

void close_good(struct nic *n)
{
	free_ring(n, &n->tx);
	free_ring(n, &n->rx);
}
