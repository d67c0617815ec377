// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that gives one piece of memory back as it should does not know better of another.

#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/slab.h>

struct piece {
	void *va;
	dma_addr_t dma;
};

struct card {
	struct device *dev;
	struct piece mailbox, filter;
};

static int make(struct device *dev, struct piece *p)
{
	p->va = dma_alloc_coherent(dev, 256, &p->dma, GFP_KERNEL);
	return p->va ? 0 : -ENOMEM;
}

int start_good(struct card *c)
{
	if (make(c->dev, &c->mailbox))
		return -ENOMEM;
	if (make(c->dev, &c->filter)) {
		dma_free_coherent(c->dev, 256, c->mailbox.va, c->mailbox.dma);
		return -ENOMEM;
	}
	return 0;
}

void stop_bad(struct card *c)
{
	if (c->mailbox.va)
		dma_free_coherent(c->dev, 256, c->mailbox.va, c->mailbox.dma);
	if (c->filter.va)
		kfree(c->filter.va);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
}
