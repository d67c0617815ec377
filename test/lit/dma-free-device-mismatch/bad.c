// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Freed for another device.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/slab.h>

struct nic {
	struct pci_dev *pdev;
	struct net_device *ndev;
	void *desc;
	dma_addr_t dma;
	void __iomem *regs;
};

int net_device_bad(struct nic *n)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(&n->pdev->dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, n->regs);
	dma_free_coherent(&n->ndev->dev, 4096, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-device-mismatch]
	return 0;
}

int parent_bad(struct device *dev, void __iomem *regs)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev->parent, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, regs);
	if (readl(regs)) {
		dma_free_coherent(dev, 4096, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-device-mismatch]
		return -EIO;
	}
	dma_free_coherent(dev->parent, 4096, p, dma);
	return 0;
}

int client_and_engine_bad(struct device *client, struct device *engine, void __iomem *regs)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(engine, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	writeq(dma, regs);
	dma_free_coherent(client, 4096, p, dma);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-free-device-mismatch]
	return 0;
}
