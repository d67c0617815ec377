// RUN: %dma-lint --whole-modules %s -- %shim | FileCheck %s --allow-empty
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A failing function leaves the memory where it is, and somebody sees to it.

// CHECK-NOT: warning:

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
	int (*attach)(struct card *c);
	void (*detach)(struct card *c);
};

int register_card(struct card *c);
void put_card(struct card *c);
int add_action(struct device *dev, void (*f)(struct card *c), struct card *c);

/* Nothing is given back here: the kernel calls detach() when attach() has failed. */
static int attach_good(struct card *c)
{
	c->desc = dma_alloc_coherent(c->dev, 4096, &c->desc_dma, GFP_KERNEL);
	if (!c->desc)
		return -ENOMEM;
	c->status = dma_alloc_coherent(c->dev, 64, &c->status_dma, GFP_KERNEL);
	if (!c->status)
		return -ENOMEM;
	return register_card(c) < 0 ? -EIO : 0;
}

static void detach(struct card *c)
{
	if (c->desc)
		dma_free_coherent(c->dev, 4096, c->desc, c->desc_dma);
	if (c->status)
		dma_free_coherent(c->dev, 64, c->status, c->status_dma);
	kfree(c->shadow);
}

/* The last one to put the card frees what it has. */
static int counted_good(struct card *c)
{
	c->desc = dma_alloc_coherent(c->dev, 4096, &c->desc_dma, GFP_KERNEL);
	if (!c->desc)
		return -ENOMEM;
	c->shadow = kcalloc(16, sizeof(void *), GFP_KERNEL);
	if (!c->shadow)
		return -ENOMEM;
	if (register_card(c) < 0) {
		put_card(c);
		return -EIO;
	}
	return 0;
}

/* The same, counted here. */
struct kref {
	int count;
};

struct counted {
	struct kref kref;
	struct device *dev;
	u32 *desc;
	dma_addr_t dma;
	void **shadow;
};

bool refcount_dec_and_test(int *count);

static inline int kref_put(struct kref *kref, void (*release)(struct kref *kref))
{
	if (refcount_dec_and_test(&kref->count)) {
		release(kref);
		return 1;
	}
	return 0;
}

static void release(struct kref *kref)
{
	struct counted *n = container_of(kref, struct counted, kref);

	if (n->desc)
		dma_free_coherent(n->dev, 4096, n->desc, n->dma);
	kfree(n->shadow);
	kfree(n);
}

static int kref_good(struct device *dev)
{
	struct counted *n = kzalloc(sizeof(*n), GFP_KERNEL);

	if (!n)
		return -ENOMEM;
	n->desc = dma_alloc_coherent(dev, 4096, &n->dma, GFP_KERNEL);
	if (!n->desc)
		goto put;
	n->shadow = kcalloc(16, sizeof(void *), GFP_KERNEL);
	if (!n->shadow)
		goto put;
	return 0;

put:
	kref_put(&n->kref, release);
	return -ENOMEM;
}

int (*const kref_probe)(struct device *dev) = kref_good;

/* So does whoever was told to call detach(). */
static int managed_good(struct card *c)
{
	c->shadow = kcalloc(16, sizeof(void *), GFP_KERNEL);
	if (!c->shadow)
		return -ENOMEM;
	c->desc = dma_alloc_coherent(c->dev, 4096, &c->desc_dma, GFP_KERNEL);
	if (!c->desc) {
		kfree(c->shadow);
		return -ENOMEM;
	}
	if (add_action(c->dev, detach, c))
		return -ENOMEM;
	if (register_card(c) < 0) {
		kfree(c->shadow);
		return -EIO;
	}
	return 0;
}

const struct card_ops ops[] = {
	{ attach_good, detach }, { counted_good, detach }, { managed_good, detach },
};
