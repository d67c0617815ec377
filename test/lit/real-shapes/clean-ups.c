// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clean-ups that go wrong several calls away: what a callee has freed on its way to failure is freed
// by the caller again; what could not be allocated is used by the function that cleans up.

#include <linux/dma-mapping.h>
#include <linux/slab.h>

struct page_buf {
	void *virt;
	dma_addr_t phys;
};

struct host {
	struct device *dev;
	int state, type, revision;
};

int send_command(struct host *h, void *command);

static struct page_buf *page_buf_alloc(struct host *h)
{
	struct page_buf *p = kmalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return NULL;
	p->virt = dma_alloc_coherent(h->dev, 4096, &p->phys, GFP_KERNEL);
	if (!p->virt) {
		kfree(p);
		return NULL;
	}
	return p;
}

static void page_buf_free(struct host *h, struct page_buf *p)
{
	if (!p)
		return;
	if (p->virt)
		dma_free_coherent(h->dev, 4096, p->virt, p->phys);
		// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}frees what is already freed{{.*}}[dma-coherent-double-free]
	kfree(p);
}

static int write_buffer(struct host *h, struct page_buf *p)
{
	void *command = kmalloc(64, GFP_KERNEL);
	int rc = -ENOMEM;

	if (!command)
		goto failed;
	rc = send_command(h, command);
	if (rc == 0)
		return 1;
	rc = -EPIPE;
failed:
	kfree(command);
	page_buf_free(h, p);
	return rc;
}

static int handle_buffer(struct host *h, struct page_buf *p)
{
	if (h->type == 1)
		return -EINVAL;
	return write_buffer(h, p);
}

static int handle_extended(struct host *h, struct page_buf *p)
{
	if (h->state == 0)
		return 0;
	return handle_buffer(h, p);
}

int deep_double_free_bad(struct host *h)
{
	struct page_buf *p = page_buf_alloc(h);
	int rc = -ENOMEM;

	if (!p)
		return rc;
	if (h->revision == 4) {
		rc = handle_extended(h, p);
		if (rc == 1)
			return 0;
		if (rc)
			goto done;
	}
	rc = send_command(h, p->virt);
done:
	page_buf_free(h, p);
	return rc;
}

/* Whether the first one was done is written down, and asked before the second. */
struct noted {
	struct device *dev;
	void *cpu;
	dma_addr_t dma;
	int bounced;
};

static void drop(struct noted *n)
{
	dma_free_coherent(n->dev, 256, n->cpu, n->dma);
}

int asked_in_between_good(struct noted *n)
{
	n->cpu = dma_alloc_coherent(n->dev, 256, &n->dma, GFP_KERNEL);
	if (!n->cpu)
		return -ENOMEM;
	if (n->bounced)
		drop(n);
	if (!n->bounced)
		drop(n);
	return 0;
}

struct table {
	u64 entries[64];
	dma_addr_t dma;
};

struct controller {
	struct device *dev;
	struct table *table;
	unsigned int ports;
	void *rings[8];
};

int start_controller(struct controller *c);

static void clean_up(struct controller *c)
{
	c->table->entries[0] = 0;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: memory from dma_alloc_coherent() is used on a path on which it is NULL{{.*}}[dma-unchecked-alloc]
	dma_free_coherent(c->dev, sizeof(*c->table), c->table, c->table->dma);
}

int clean_up_bad(struct controller *c)
{
	dma_addr_t dma;

	c->table = dma_alloc_coherent(c->dev, sizeof(*c->table), &dma, GFP_KERNEL);
	if (!c->table)
		goto failed;
	c->table->dma = dma;
	if (start_controller(c))
		goto failed;
	return 0;
failed:
	clean_up(c);
	return -ENOMEM;
}

/* What tells the clean-up that there is no table is written down elsewhere. */
static void clean_ports(struct controller *c)
{
	unsigned int i;

	for (i = 0; i < c->ports; i++)
		if (c->rings[i])
			c->table->entries[i] = 0;
	if (c->table)
		dma_free_coherent(c->dev, sizeof(*c->table), c->table, c->table->dma);
}

int clean_ports_good(struct controller *c)
{
	dma_addr_t dma;

	c->table = dma_alloc_coherent(c->dev, sizeof(*c->table), &dma, GFP_KERNEL);
	if (!c->table)
		goto failed;
	c->table->dma = dma;
	if (start_controller(c))
		goto failed;
	return 0;
failed:
	clean_ports(c);
	return -ENOMEM;
}
