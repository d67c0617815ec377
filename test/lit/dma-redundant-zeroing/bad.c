// RUN: not %dma-lint --min-confidence=low '--checks=-*,dma-redundant-zeroing' %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Zeroed twice.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/string.h>

struct ring {
	struct device *dev;
	void *desc;
	dma_addr_t dma;
	struct dma_pool *pool;
};

int coherent_bad(struct ring *r)
{
	r->desc = dma_alloc_coherent(r->dev, 4096, &r->dma, GFP_KERNEL);
	if (!r->desc)
		return -ENOMEM;
	memset(r->desc, 0, 4096);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-redundant-zeroing]
	return 0;
}

void *pool_bad(struct ring *r, dma_addr_t *dma)
{
	void *p = dma_pool_alloc(r->pool, GFP_KERNEL, dma);

	if (p)
		memset(p, 0, 64);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-redundant-zeroing]
	return p;
}
