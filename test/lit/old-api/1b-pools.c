// RUN: not %dma-lint --whole-modules --min-confidence=low --checks=-dma-deprecated-*,-dma-mask-unset %s -- %shim -DDMA_COMPAT_2_6 | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA-API.txt, part Ib: pools, by either name.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/spinlock.h>

struct card {
	struct pci_dev *pdev;
	struct device *dev;
	void __iomem *regs;
	spinlock_t lock;
	struct pci_pool *pool;
	struct dma_pool *other;
};

/* Where sleeping is allowed. */
int create_locked_bad(struct card *c)
{
	spin_lock(&c->lock);
	c->pool = pci_pool_create("desc", c->pdev, 64, 16, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-create-atomic]
	spin_unlock(&c->lock);
	return c->pool ? 0 : -ENOMEM;
}

void destroy_locked_bad(struct card *c)
{
	spin_lock(&c->lock);
	pci_pool_destroy(c->pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-create-atomic]
	spin_unlock(&c->lock);
}

/* The alignment is a power of two; the boundary one that an object fits into. */
int align_bad(struct card *c)
{
	c->pool = pci_pool_create("desc", c->pdev, 64, 24, 0);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-bad-geometry]
	return c->pool ? 0 : -ENOMEM;
}

int boundary_bad(struct card *c)
{
	c->pool = dma_pool_create("desc", c->dev, 256, 16, 128);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-bad-geometry]
	return c->pool ? 0 : -ENOMEM;
}

int create_good(struct card *c)
{
	c->pool = pci_pool_create("desc", c->pdev, 64, 16, 4096);
	return c->pool ? 0 : -ENOMEM;
}

void destroy_good(struct card *c)
{
	pci_pool_destroy(c->pool);
}

/* GFP_KERNEL only where blocking is. */
void alloc_locked_bad(struct card *c)
{
	dma_addr_t dma;
	void *p;

	spin_lock(&c->lock);
	p = pci_pool_alloc(c->pool, GFP_KERNEL, &dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-alloc-sleep-in-atomic]
	spin_unlock(&c->lock);
	if (p)
		pci_pool_free(c->pool, p, dma);
}

void alloc_locked_good(struct card *c)
{
	dma_addr_t dma;
	void *p;

	spin_lock(&c->lock);
	p = pci_pool_alloc(c->pool, GFP_ATOMIC, &dma);
	spin_unlock(&c->lock);
	if (p)
		pci_pool_free(c->pool, p, dma);
}

int null_bad(struct card *c)
{
	dma_addr_t dma;
	u32 *p = pci_pool_alloc(c->pool, GFP_KERNEL, &dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]

	p[0] = 0x80;
	pci_pool_free(c->pool, p, dma);
	return 0;
}

/* Back into its own pool, with the two addresses that came out. */
int other_pool_bad(struct card *c)
{
	struct dma_pool *small = dma_pool_create("small", c->dev, 32, 16, 0), *large;
	dma_addr_t dma;
	void *p;

	if (!small)
		return -ENOMEM;
	large = dma_pool_create("large", c->dev, 512, 16, 0);
	if (!large)
		goto out_small;
	p = dma_pool_alloc(small, GFP_KERNEL, &dma);
	if (p)
		dma_pool_free(large, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-mismatch]
	dma_pool_destroy(large);
out_small:
	dma_pool_destroy(small);
	return 0;
}

int addresses_bad(struct card *c)
{
	dma_addr_t dma;
	u8 *p = pci_pool_alloc(c->pool, GFP_KERNEL, &dma);

	if (!p)
		return -ENOMEM;
	pci_pool_free(c->pool, p + 8, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-free-args]
	return 0;
}

/* All of it is given back before the pool goes. */
int busy_bad(struct card *c)
{
	struct pci_pool *pool = pci_pool_create("cmd", c->pdev, 64, 16, 0);
	dma_addr_t dma;
	void *p;

	if (!pool)
		return -ENOMEM;
	p = pci_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!p) {
		pci_pool_destroy(pool);
		return -ENOMEM;
	}
	pci_pool_destroy(pool);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-pool-destroy-busy]
	return 0;
}

int busy_good(struct card *c)
{
	struct pci_pool *pool = pci_pool_create("cmd", c->pdev, 64, 16, 0);
	dma_addr_t dma;
	void *p;

	if (!pool)
		return -ENOMEM;
	p = pci_pool_alloc(pool, GFP_KERNEL, &dma);
	if (p)
		pci_pool_free(pool, p, dma);
	pci_pool_destroy(pool);
	return 0;
}
