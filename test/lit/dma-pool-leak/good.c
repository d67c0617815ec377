// RUN: %dma-lint %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Destroyed, kept, or managed.

// CHECK-NOT: warning:

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

int ladder_good(struct chan *c)
{
	int ret;

	c->pool = dma_pool_create("desc", c->dev, 64, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	ret = register_device(c->dev);
	if (ret < 0)
		goto destroy;
	return 0;
destroy:
	dma_pool_destroy(c->pool);
	return ret;
}

int managed_good(struct chan *c)
{
	c->pool = dmam_pool_create("desc", c->dev, 64, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	return readl(c->regs) ? 0 : -ENODEV;
}

int kept_good(struct chan *c)
{
	struct dma_pool *pool = dma_pool_create("desc", c->dev, 64, 16, 0);

	if (!pool)
		return -ENOMEM;
	c->pool = pool;
	return 0;
}

struct dma_pool *returned_good(struct chan *c)
{
	struct dma_pool *pool = dma_pool_create("desc", c->dev, 64, 16, 0);

	if (!pool)
		dev_err(c->dev, "no pool\n");
	return pool;
}

void chan_release(void *chan);

/* An action of the device undoes it. */
int action_good(struct device *dev, void __iomem *regs)
{
	struct chan *c = devm_kzalloc(dev, sizeof(*c), GFP_KERNEL);
	int ret;

	if (!c)
		return -ENOMEM;
	c->dev = dev;
	c->pool = dma_pool_create("desc", dev, 64, 16, 0);
	if (!c->pool)
		return -ENOMEM;
	ret = devm_add_action_or_reset(dev, chan_release, c);
	if (ret)
		return ret;
	if (!readl(regs))
		return -ENODEV;
	dev_set_drvdata(dev, c);
	return 0;
}
