// RUN: %dma-lint %s -- %shim
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What two members keep: a loop frees by the one that has a copy of the other.

#include <linux/dma-mapping.h>
#include <linux/slab.h>

#define PAGES 4

struct conn {
	void *list_virt;
	dma_addr_t list;
	void *all_virt[PAGES];
	dma_addr_t all[PAGES];
};

int copied_good(struct device *dev, struct conn **out)
{
	struct conn *c = kzalloc(sizeof(*c), GFP_KERNEL);
	int i;

	if (!c)
		return -ENOMEM;
	c->list_virt = dma_alloc_coherent(dev, 4096, &c->list, GFP_KERNEL);
	if (!c->list_virt)
		goto no_list;
	c->all_virt[0] = c->list_virt;
	c->all[0] = c->list;
	for (i = 1; i < PAGES; i++) {
		c->all_virt[i] = dma_alloc_coherent(dev, 4096, &c->all[i], GFP_KERNEL);
		if (!c->all_virt[i])
			goto no_pages;
	}
	*out = c;
	return 0;

no_pages:
	for (i = 0; i < PAGES; i++)
		if (c->all_virt[i])
			dma_free_coherent(dev, 4096, c->all_virt[i], c->all[i]);
no_list:
	kfree(c);
	return -ENOMEM;
}

int both_good(struct device *dev, struct conn **out)
{
	struct conn *c = kzalloc(sizeof(*c), GFP_KERNEL);
	int i;

	if (!c)
		return -ENOMEM;
	c->list_virt = dma_alloc_coherent(dev, 4096, &c->list, GFP_KERNEL);
	if (!c->list_virt)
		goto no_list;
	for (i = 0; i < PAGES; i++) {
		c->all_virt[i] = dma_alloc_coherent(dev, 4096, &c->all[i], GFP_KERNEL);
		if (!c->all_virt[i])
			goto no_pages;
	}
	*out = c;
	return 0;

no_pages:
	dma_free_coherent(dev, 4096, c->list_virt, c->list);
	for (i = 0; i < PAGES; i++)
		if (c->all_virt[i])
			dma_free_coherent(dev, 4096, c->all_virt[i], c->all[i]);
no_list:
	kfree(c);
	return -ENOMEM;
}
