// RUN: not %dma-lint %s -- %shim | FileCheck %s --implicit-check-not=warning:
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An address has two halves.

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/pci.h>

struct desc {
	u32 addr;
	u32 len;
};

struct chan {
	struct pci_dev *pdev;
	struct desc *ring;
	dma_addr_t buf;
	u32 tx;
	void __iomem *regs;
};

int probe(struct chan *c)
{
	return dma_set_mask_and_coherent(&c->pdev->dev, DMA_BIT_MASK(64));
}

int kept_bad(struct chan *c, void *buf)
{
	c->tx = dma_map_single(&c->pdev->dev, buf, 64, DMA_TO_DEVICE);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-unchecked-map]
	// CHECK: :[[@LINE-2]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
	writel(c->tx, c->regs);
	dma_unmap_single(&c->pdev->dev, c->tx, 64, DMA_TO_DEVICE);
	return 0;
}

int behind_bad(struct chan *c)
{
	c->ring = dma_alloc_coherent(&c->pdev->dev, 4096, (dma_addr_t *)&c->tx, GFP_KERNEL);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
	return c->ring ? 0 : -ENOMEM;
}

void register_bad(struct chan *c)
{
	writel(c->buf, c->regs);
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
}

void descriptor_bad(struct chan *c, unsigned int i)
{
	c->ring[i].addr = c->buf;
	// CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}}[dma-addr-truncated]
	c->ring[i].len = 64;
}
