// RUN: not %dma-lint --whole-modules --min-confidence=low --checks=-dma-deprecated-*,-dma-mask-unset %s -- %shim -DDMA_COMPAT_2_6 | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// DMA-API.txt, part Ia: dma_alloc_coherent, pci_alloc_consistent and their frees.

#include <linux/dma-compat.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

struct card {
	struct pci_dev *pdev;
	struct device *dev;
	void __iomem *regs;
	spinlock_t lock;
};

/* Returns NULL if it fails. */
int null_bad(struct card *c)
{
	dma_addr_t dma;
	u32 *ring = pci_alloc_consistent(c->pdev, 4096, &dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-alloc]

	ring[0] = 1;
	pci_free_consistent(c->pdev, 4096, ring, dma);
	return 0;
}

int null_good(struct card *c)
{
	dma_addr_t dma;
	u32 *ring = pci_alloc_consistent(c->pdev, 4096, &dma);

	if (!ring)
		return -ENOMEM;
	ring[0] = 1;
	writel((u32)dma, c->regs);
	pci_free_consistent(c->pdev, 4096, ring, dma);
	return 0;
}

/* Device, size, pointer and handle of the free are those of the allocation. */
int size_bad(struct card *c)
{
	dma_addr_t dma;
	void *ring = dma_alloc_coherent(c->dev, 4096, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	dma_free_coherent(c->dev, 2048, ring, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-size-mismatch]
	return 0;
}

int pointer_bad(struct card *c)
{
	dma_addr_t dma;
	u8 *ring = pci_alloc_consistent(c->pdev, 4096, &dma);

	if (!ring)
		return -ENOMEM;
	pci_free_consistent(c->pdev, 4096, ring + 16, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-cpu-mismatch]
	return 0;
}

int handle_bad(struct card *c)
{
	dma_addr_t dma;
	u8 *ring = pci_alloc_consistent(c->pdev, 4096, &dma);

	if (!ring)
		return -ENOMEM;
	pci_free_consistent(c->pdev, 4096, ring, dma + 16);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-handle-mismatch]
	return 0;
}

int kind_bad(struct card *c)
{
	dma_addr_t dma;
	u8 *ring = pci_alloc_consistent(c->pdev, 4096, &dma);

	if (!ring)
		return -ENOMEM;
	kfree(ring);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-kind-mismatch]
	return 0;
}

/* Both names are one code. */
int names_good(struct card *c)
{
	dma_addr_t dma;
	u8 *ring = pci_alloc_consistent(c->pdev, 4096, &dma);

	if (!ring)
		return -ENOMEM;
	dma_free_coherent(&c->pdev->dev, 4096, ring, dma);
	return 0;
}

int leak_bad(struct card *c)
{
	dma_addr_t rx_dma, tx_dma;
	void *rx = pci_alloc_consistent(c->pdev, 4096, &rx_dma), *tx;

	if (!rx)
		return -ENOMEM;
	tx = pci_alloc_consistent(c->pdev, 4096, &tx_dma);
	if (!tx)
		return -ENOMEM;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-coherent-leak-on-error]
	pci_free_consistent(c->pdev, 4096, tx, tx_dma);
	pci_free_consistent(c->pdev, 4096, rx, rx_dma);
	return 0;
}

/* The flags are the caller's; pci_alloc_consistent() never sleeps. */
void locked_bad(struct card *c)
{
	dma_addr_t dma;
	void *p;

	spin_lock(&c->lock);
	p = dma_alloc_coherent(c->dev, 64, &dma, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-alloc-sleep-in-atomic]
	spin_unlock(&c->lock);
	if (p)
		dma_free_coherent(c->dev, 64, p, dma);
}

void locked_good(struct card *c)
{
	dma_addr_t dma;
	void *p;

	spin_lock(&c->lock);
	p = pci_alloc_consistent(c->pdev, 64, &dma);
	spin_unlock(&c->lock);
	if (p)
		pci_free_consistent(c->pdev, 64, p, dma);
}
