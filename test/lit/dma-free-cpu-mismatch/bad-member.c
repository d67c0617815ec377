// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The member holds what the allocation returned; what is freed is a place behind that.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/errno.h>

struct ring {
	struct device *dev;
	struct dma_pool *pool;
	void *desc, *head;
	dma_addr_t desc_dma, head_dma;
};

int make_good(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->desc_dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	r->head = dma_pool_alloc(r->pool, GFP_KERNEL, &r->head_dma);
	if (!r->head) {
		dma_free_coherent(r->dev, 4096, r->desc, r->desc_dma);
		return -ENOMEM;
	}
	return 0;
}

void drop_ring_bad(struct ring *r)
{
	dma_free_coherent(r->dev, 4096, (char *)r->desc + 64, r->desc_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-cpu-mismatch]
}

void drop_head_bad(struct ring *r)
{
	dma_pool_free(r->pool, (char *)r->head + 16, r->head_dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-free-args]
}

void drop_head_handle_bad(struct ring *r)
{
	dma_pool_free(r->pool, r->head, r->head_dma + 16);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-free-args]
}
