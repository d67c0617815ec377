// RUN: not %dma-lint --whole-modules %s -- %shim | FileCheck %s --implicit-check-not=warning:
// RUN: %dma-lint %s -- %shim '-DKBUILD_MODNAME="part"'
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel has seen the structure in which the memory is kept. It doesn't know what is in it, and
// in a module that is here as a whole nobody else frees on these paths.

#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/slab.h>

struct card {
	struct device *dev;
	u32 *desc, *status;
	dma_addr_t desc_dma, status_dma;
	void **shadow;
};

struct card_ops {
	int (*probe)(struct device *dev);
	int (*start)(struct card *c);
};

int register_card(struct card *c);
void unregister_irq(struct device *dev);
void *card_of(struct device *dev);

/* One label too low, behind a function of the kernel that got the structure. */
static int probe_bad(struct device *dev)
{
	struct card *c = kzalloc(sizeof(*c), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!c)
		return -ENOMEM;
	c->desc = dma_alloc_coherent(dev, 4096, &c->desc_dma, GFP_KERNEL);
	if (!c->desc)
		goto free_card;
	c->status = dma_alloc_coherent(dev, 64, &c->status_dma, GFP_KERNEL);
	if (!c->status)
		goto free_desc;
	ret = register_card(c);
	if (ret < 0)
		goto free_desc;
	return 0;

free_desc:
	dma_free_coherent(dev, 4096, c->desc, c->desc_dma);
free_card:
	kfree(c);
	return ret;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
}

/* What is not DMA's is given back, and the rings stay. */
static int probe_shadow_bad(struct device *dev)
{
	struct card *c = card_of(dev);

	c->shadow = kcalloc(16, sizeof(void *), GFP_KERNEL);
	if (!c->shadow)
		return -ENOMEM;
	c->desc = dma_alloc_coherent(dev, 4096, &c->desc_dma, GFP_KERNEL);
	if (!c->desc)
		goto free_shadow;
	if (register_card(c) < 0)
		goto free_shadow;
	return 0;

free_shadow:
	kfree(c->shadow);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
}

static void stop(struct card *c)
{
	dma_free_coherent(c->dev, 4096, c->desc, c->desc_dma);
	dma_free_coherent(c->dev, 64, c->status, c->status_dma);
	kfree(c->shadow);
}

void (*const stop_card)(struct card *c) = stop;
const struct card_ops ops[] = { { .probe = probe_bad }, { .probe = probe_shadow_bad } };
