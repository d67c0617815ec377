// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pool that nobody destroys.

#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/io.h>
#include <linux/slab.h>

struct chan {
	struct device *dev;
	struct dma_pool *pool;
	u32 *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int register_device(struct device *dev);

int second_pool_fails_bad(struct chan *c)
{
	struct dma_pool *small, *big;

	small = dma_pool_create("small", c->dev, 64, 16, 0);
	if (!small)
		return -ENOMEM;
	big = dma_pool_create("big", c->dev, 4096, 64, 0);
	if (!big)
		return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-leak]
	writel(1, c->regs);
	dma_pool_destroy(big);
	dma_pool_destroy(small);
	return 0;
}

/* The others have a goto. */
int probe_bad(struct chan *c)
{
	int ret;

	c->pool = dma_pool_create("desc", c->dev, 64, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	ret = register_device(c->dev);
	if (ret < 0)
		goto destroy;
	if (!readl(c->regs))
		return -ENODEV;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-leak]
	return 0;
destroy:
	dma_pool_destroy(c->pool);
	return ret;
}

int forgotten_bad(struct chan *c)
{
	struct dma_pool *pool = dma_pool_create("once", c->dev, 64, 16, 0);
	dma_addr_t dma;
	u32 *p;

	if (!pool)
		return -ENOMEM;
	p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!p) {
		dma_pool_destroy(pool);
		return -ENOMEM;
	}
	writeq(dma, c->regs);
	dma_pool_free(pool, p, dma);
	return 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-leak]
}

/* The structure is the device's, and goes with the failed probe. */
int managed_holder_bad(struct device *dev, void __iomem *regs)
{
	struct chan *c = devm_kzalloc(dev, sizeof(*c), GFP_KERNEL);

	if (!c)
		return -ENOMEM;
	c->dev = dev;
	c->regs = regs;
	c->pool = dma_pool_create("desc", dev, 64, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	if (register_device(dev) < 0)
		return -ENODEV;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-leak]
	dev_set_drvdata(dev, c);
	return 0;
}
