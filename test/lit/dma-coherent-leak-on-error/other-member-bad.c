// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A loop frees what another member keeps: that is not what the first one keeps.

#include <linux/dma-mapping.h>
#include <linux/slab.h>

#define PAGES 4

struct conn {
	void *list_virt;
	dma_addr_t list;
	void *page_virt[PAGES];
	dma_addr_t page[PAGES];
	void *more_virt;
	dma_addr_t more;
};

int make_bad(struct device *dev, struct conn **out)
{
	struct conn *c;
	void *p;
	u32 i;

	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	p = dma_alloc_coherent(dev, 4096, &c->list, GFP_KERNEL);
	if (!p)
		goto no_list;
	c->list_virt = p;
	for (i = 0; i < PAGES; i++) {
		p = dma_alloc_coherent(dev, 4096, &c->page[i], GFP_KERNEL);
		if (!p)
			goto no_pages;
		c->page_virt[i] = p;
		p = c->list_virt;
		((dma_addr_t *)p)[i] = c->page[i];
	}
	p = dma_alloc_coherent(dev, 4096, &c->more, GFP_KERNEL);
	if (!p)
		goto no_pages;
	c->more_virt = p;
	*out = c;
	return 0;

no_pages:
	i = 0;
	do {
		if (c->page_virt[i])
			dma_free_coherent(dev, 4096, c->page_virt[i], c->page[i]);
	} while (++i < PAGES);
no_list:
	kfree(c);
	return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}dma_alloc_coherent(){{.*}}[dma-coherent-leak-on-error]
}
