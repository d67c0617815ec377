// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Powers of two, and room for an object.

#include <linux/dma-mapping.h>
#include <linux/dmapool.h>

struct chan {
	struct device *dev;
	struct dma_pool *pool;
};

int alignment_bad(struct chan *c)
{
	c->pool = dma_pool_create("desc", c->dev, 64, 24, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-bad-geometry]

	return c->pool ? 0 : -ENOMEM;
}

int boundary_bad(struct chan *c)
{
	c->pool = dma_pool_create("desc", c->dev, 256, 32, 128);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-bad-geometry]

	return c->pool ? 0 : -ENOMEM;
}

int odd_boundary_bad(struct chan *c)
{
	c->pool = dma_pool_create("desc", c->dev, 64, 64, 4000);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-bad-geometry]

	return c->pool ? 0 : -ENOMEM;
}

int no_size_bad(struct chan *c)
{
	c->pool = dma_pool_create("desc", c->dev, 0, 64, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-bad-geometry]

	return c->pool ? 0 : -ENOMEM;
}
