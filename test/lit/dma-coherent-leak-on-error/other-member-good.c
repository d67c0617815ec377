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

struct pages {
	void *list_virt;
	dma_addr_t list;
	void *page_virt[PAGES];
	dma_addr_t page[PAGES];
	void *more_virt;
	dma_addr_t more;
};

/* The loop frees what one member keeps, and that is what another one keeps, too. */
int share_good(struct device *dev, struct pages **out)
{
	struct pages *s;
	void *p;
	u32 i;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	p = dma_alloc_coherent(dev, 4096, &s->list, GFP_KERNEL);
	if (!p)
		goto no_list;
	s->list_virt = p;
	s->page_virt[PAGES - 1] = p;
	s->page[PAGES - 1] = s->list;
	for (i = 0; i < PAGES - 1; i++) {
		p = dma_alloc_coherent(dev, 4096, &s->page[i], GFP_KERNEL);
		if (!p)
			goto no_pages;
		s->page_virt[i] = p;
		p = s->list_virt;
		((dma_addr_t *)p)[i] = s->page[i];
	}
	p = dma_alloc_coherent(dev, 4096, &s->more, GFP_KERNEL);
	if (!p)
		goto no_pages;
	s->more_virt = p;
	*out = s;
	return 0;

no_pages:
	i = 0;
	do {
		if (s->page_virt[i])
			dma_free_coherent(dev, 4096, s->page_virt[i], s->page[i]);
	} while (++i < PAGES);
no_list:
	kfree(s);
	return -ENOMEM;
}
